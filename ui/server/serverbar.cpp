// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/serverbar.h"

#include "ui/icon.h"
#include "ui/server/backendbutton.h"
#include "ui/server/backendpopover.h"
#include "ui/widgets/dot.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using State = ServerStatus::State;

QString backendKindOf(const QString& spec)
{
    const QString word = spec.section(u':', 0, 0);
    if (word == u"django")
        return u"Django"_s;
    if (word == u"wsgi")
        return u"WSGI"_s;
    if (word == u"command")
        return ServerBar::tr("Command");
    return word == u"demo" ? ServerBar::tr("Demo") : ServerBar::tr("Proxy");
}

ServerBar::ServerBar(ServerControl& server, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_server(server)
    , m_theme(theme)
    , m_serve(makeButton({}, u"serveButton"_s, {}, this))
    , m_backend(new BackendButton(theme, this))
    , m_dot(new Dot(this))
    , m_state(makeLabel({}, u"title"_s, this))
    , m_url(new QLabel(this))
    , m_copy(makeButton(tr("Cop&y"), u"copyUrl"_s, tr("Copy the address of the server (Ctrl+Shift+C)"), this))
    , m_open(makeButton(tr("Ope&n"), u"openUrl"_s, tr("Open the server in your browser (Ctrl+Shift+O)"), this))
{
    nameWidget(this, u"serverBar"_s, tr("Server"));
    build();
    connect(&server, &ServerControl::statusChanged, this, &ServerBar::refresh);
    connect(&theme, &Theme::changed, this, &ServerBar::refresh);
    refresh();
}

void ServerBar::build()
{
    setLook(m_serve, "kind", u"primary"_s);
    connect(m_serve, &QPushButton::clicked, this, &ServerBar::toggleServing);
    nameWidget(m_backend, u"backendButton"_s, tr("Backend"),
               tr("Choose the application that requests are routed to (Ctrl+B)"));
    connect(m_backend, &QAbstractButton::clicked, this, &ServerBar::openBackendChooser);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 7, 12, 7);
    row->setSpacing(9);
    row->addWidget(m_serve);
    row->addWidget(makeLabel(tr("Backend"), u"muted"_s, this));
    row->addWidget(m_backend);
    row->addStretch(1);
    buildAddress(row);
}

void ServerBar::buildAddress(QHBoxLayout* row)
{
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
    nameWidget(m_url, u"serverUrl"_s, tr("Address of the server"));
    m_state->setObjectName(u"serverState"_s);
    connect(m_copy, &QPushButton::clicked, this, &ServerBar::copyUrl);
    connect(m_open, &QPushButton::clicked, this, &ServerBar::openUrl);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addWidget(m_url);
    row->addWidget(m_copy);
    row->addWidget(m_open);
}

void ServerBar::openBackendChooser()
{
    if (!m_chooser)
        m_chooser = new BackendPopover(m_server, m_theme, m_backend);
    m_chooser->toggle();
}

void ServerBar::toggleServing()
{
    const State state = m_server.status().state;
    if (state == State::Stopped)
        m_server.start();
    else if (state == State::Serving)
        m_server.stop();
}

QString ServerBar::url() const
{
    const ServerStatus status = m_server.status();
    const QString host = status.host.contains(u':') ? u'[' + status.host + u']' : status.host;
    return u"%1://%2:%3"_s.arg(status.tls ? u"https"_s : u"http"_s, host).arg(status.port);
}

void ServerBar::copyUrl()
{
    QGuiApplication::clipboard()->setText(url());
}

void ServerBar::openUrl()
{
    QDesktopServices::openUrl(QUrl(url() + u"/hello-tornado"_s));
}

void ServerBar::refresh()
{
    const ServerStatus status = m_server.status();
    refreshState(status);
    const QString kind = backendKindOf(status.backend.spec);
    QString detail = status.backendLabel;
    if (detail.startsWith(kind, Qt::CaseInsensitive))
        detail = detail.mid(kind.size() + (detail.mid(kind.size()).startsWith(u':') ? 1 : 0)).trimmed();
    if (status.backendHealth == ServerStatus::Health::Starting)
        detail += tr(" · starting…");
    else if (status.backendHealth == ServerStatus::Health::Failed)
        detail += tr(" · failed");
    m_backend->setTexts(kind, detail);
    m_backend->setAccessibleName(tr("Backend: %1 %2").arg(kind, detail));
    m_url->setFont(m_theme.mono());
    m_url->setText(url());
    m_url->setAccessibleName(tr("Address of the server: %1").arg(url()));
}

void ServerBar::refreshState(const ServerStatus& status)
{
    const Colors& c = m_theme.colors();
    const bool serving = status.state == State::Serving;
    const bool settled = serving || status.state == State::Stopped;
    m_serve->setText(serving || status.state == State::Stopping ? tr("&Stop") : tr("&Serve"));
    m_serve->setAccessibleName(serving ? tr("Stop the server") : tr("Start the server"));
    m_serve->setToolTip(serving ? tr("Finish what is running, close WebSockets with 1001 and stop (Ctrl+R)")
                                : tr("Serve on port %1 (Ctrl+R)").arg(status.port));
    m_serve->setIcon(tintedIcon(serving || status.state == State::Stopping ? u"stop"_s : u"serve"_s,
                                settled ? c.onAccent : c.muted));
    m_serve->setEnabled(settled);
    switch (status.state) {
    case State::Serving:
        m_state->setText(tr("Serving"));
        break;
    case State::Starting:
        m_state->setText(tr("Starting…"));
        break;
    case State::Stopping:
        m_state->setText(tr("Stopping…"));
        break;
    case State::Stopped:
        m_state->setText(tr("Stopped"));
        break;
    }
    m_dot->setColor(serving                          ? c.ok
                    : status.state != State::Stopped ? c.warning
                    : status.error.isEmpty()         ? c.muted
                                                     : c.error);
    setLook(m_url, "role", serving ? u""_s : u"muted"_s);
    m_open->setEnabled(serving);
}

} // namespace windsock::ui
