// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/banners.h"

#include "ui/format.h"
#include "ui/server/banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Banners::Banners(ServerControl& server, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_server(server)
    , m_stopped(new Banner(u"stoppedBanner"_s, Banner::Severity::Error, theme, this))
    , m_backend(new Banner(u"backendBanner"_s, Banner::Severity::Error, theme, this))
    , m_migrations(new Banner(u"migrationsBanner"_s, Banner::Severity::Warning, theme, this))
    , m_nextPort(m_stopped->addAction({}, u"serveOnNextPort"_s))
    , m_retryPort(m_stopped->addAction(tr("Try &again"), u"serveAgain"_s))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (Banner* banner : {m_stopped, m_backend, m_migrations}) {
        column->addWidget(banner);
        banner->hide();
        connect(banner, &Banner::dismissed, this, &Banners::refresh);
    }
    connect(m_nextPort, &QPushButton::clicked, this, [this] { m_server.startOn(m_server.status().suggestedPort); });
    connect(m_retryPort, &QPushButton::clicked, this, [this] { m_server.start(); });
    connect(m_backend->addAction(tr("Retry"), u"backendRetry"_s), &QPushButton::clicked, this,
            [this] { (void)m_server.chooseBackend(m_server.status().backend); });
    connect(m_backend->addAction(tr("Choose another…"), u"backendChooseOther"_s), &QPushButton::clicked, this,
            &Banners::backendChooserRequested);
    connect(m_migrations->addAction(tr("&Migrate"), u"migrateNow"_s), &QPushButton::clicked, this,
            [this] { m_server.migrate(); });
    connect(&server, &ServerControl::statusChanged, this, &Banners::refresh);
    refresh();
}

void Banners::refresh()
{
    const ServerStatus status = m_server.status();
    showStopped(status);
    showBackend(status);
    showMigrations(status);
    setVisible(!m_stopped->isHidden() || !m_backend->isHidden() || !m_migrations->isHidden());
}

void Banners::present(Banner* banner, bool wanted, const QString& sentence, const QString& detail)
{
    if (!wanted) {
        banner->hide();
        banner->setText({});
    } else if (banner->text() != sentence) { // dismissed ones stay dismissed until they say something else
        banner->setText(sentence, detail);
        banner->show();
    }
}

void Banners::showStopped(const ServerStatus& status)
{
    const bool wanted = status.state == ServerStatus::State::Stopped && !status.error.isEmpty();
    m_nextPort->setVisible(status.suggestedPort != 0);
    m_nextPort->setText(tr("Serve on &%1").arg(status.suggestedPort));
    m_nextPort->setAccessibleName(tr("Serve on %1").arg(status.suggestedPort));
    present(m_stopped, wanted, status.error);
}

void Banners::showBackend(const ServerStatus& status)
{
    const bool wanted = status.backendHealth == ServerStatus::Health::Failed && !status.backendError.isEmpty();
    present(m_backend, wanted, status.backendError, status.backendDetail);
}

void Banners::showMigrations(const ServerStatus& status)
{
    const auto count = static_cast<std::uint64_t>(status.unappliedMigrations.size());
    const QString sentence = format::counted(
        count, tr("1 migration of this project is not applied, so pages that need its tables will fail."),
        tr("%1 migrations of this project are not applied, so pages that need their tables will fail."));
    present(m_migrations, count > 0, sentence, status.unappliedMigrations.join(u'\n'));
}

} // namespace windsock::ui
