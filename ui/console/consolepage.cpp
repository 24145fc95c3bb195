// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/consolepage.h"

#include "ui/chat/chatpane.h"
#include "ui/latency/latencypane.h"
#include "ui/log/logpane.h"
#include "ui/server/serverbar.h"
#include "ui/widgets/naming.h"

#include <QApplication>
#include <QPainter>
#include <QSettings>
#include <QTimer>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int layoutVersion = 1;

} // namespace

ConsolePage::ConsolePage(ServerControl& server, journal::Journal& journal, metrics::Metrics& metrics,
                         std::unique_ptr<ChatLink> link, const Theme& theme, Pulse& pulse)
    : QMainWindow(nullptr, Qt::Widget)
    , m_server(server)
    , m_theme(theme)
    , m_chat(new ChatPane(std::move(link), server, m_roundTrips, theme, pulse, this))
    , m_latency(new LatencyPane(metrics, m_roundTrips, theme, pulse, this))
    , m_log(new LogPane(journal, theme, pulse, this))
{
    nameWidget(this, u"consolePage"_s, tr("Console"));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setContentsMargins(8, 8, 8, 8);
    arrange();
    const auto nameBackend = [this] {
        const QString kind = backendKindOf(m_server.status().backend.spec);
        m_latency->setBackendName(kind);
        m_log->setBackendName(kind == u"WSGI" ? tr("the application") : kind == u"Django" ? kind : tr("the demo"));
    };
    connect(&server, &ServerControl::statusChanged, this, nameBackend);
    nameBackend();
}

QList<Pane*> ConsolePage::panes() const
{
    return {m_chat, m_latency, m_log};
}

void ConsolePage::arrange()
{
    for (Pane* pane : panes()) {
        pane->setFloating(false);
        pane->show();
    }
    addDockWidget(Qt::TopDockWidgetArea, m_chat);
    splitDockWidget(m_chat, m_latency, Qt::Horizontal);
    addDockWidget(Qt::BottomDockWidgetArea, m_log);
}

void ConsolePage::proportion()
{
    resizeDocks({m_chat, m_latency}, {width() * 43 / 100, width() * 57 / 100}, Qt::Horizontal);
    resizeDocks({m_chat, m_log}, {height() * 47 / 100, height() * 53 / 100}, Qt::Vertical);
}

void ConsolePage::restoreLayout()
{
    m_restored = false;
    arrange();
    proportion();
}

void ConsolePage::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_restored && !m_proportioned)
        QTimer::singleShot(0, this, &ConsolePage::proportion);
}

/// Until the user has moved something, panes keep their shares of the window.
void ConsolePage::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    if (!m_restored && !m_proportioned && isVisible()) {
        proportion();
        m_proportioned = true;
    }
}

void ConsolePage::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    const auto isOpen = [](const Pane* pane) { return !pane->isHidden() && !pane->isFloating(); };
    const QList<Pane*> all = panes();
    if (std::any_of(all.begin(), all.end(), isOpen))
        return;
    QPainter painter(this);
    painter.setPen(m_theme.colors().muted);
    painter.drawText(rect(), Qt::AlignCenter,
                     tr("Every pane is closed. Menu View brings them back, one by one or all with Restore layout."));
}

void ConsolePage::find()
{
    if (m_log->isAncestorOf(QApplication::focusWidget()))
        m_log->focusFilter();
    else
        m_chat->openFind();
}

void ConsolePage::save(QSettings& settings) const
{
    settings.setValue(u"console/layout"_s, saveState(layoutVersion));
    m_chat->save(settings);
    m_latency->save(settings);
    m_log->save(settings);
}

void ConsolePage::restore(const QSettings& settings)
{
    m_restored = restoreState(settings.value(u"console/layout"_s).toByteArray(), layoutVersion);
    m_chat->restore(settings);
    m_latency->restore(settings);
    m_log->restore(settings);
}

} // namespace windsock::ui
