// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Banners: what stands between the server bar and the panes when something is wrong: a port that is taken, a backend
// that did not start, migrations not applied. Driven by ServerControl's status alone. GUI thread; owned by the window.
#pragma once

#include "ui/server/servercontrol.h"
#include "ui/theme.h"

#include <QWidget>

class QPushButton;

namespace windsock::ui {

class Banner;

class Banners : public QWidget
{
    Q_OBJECT
public:
    Banners(ServerControl& server, const Theme& theme, QWidget* parent);

    void refresh();

Q_SIGNALS:
    void backendChooserRequested();

private:
    Banner* add(Banner* banner);
    void showStopped(const ServerStatus& status);
    void showBackend(const ServerStatus& status);
    void showMigrations(const ServerStatus& status);
    /// Shows it again only when it has something new to say.
    static void present(Banner* banner, bool wanted, const QString& sentence, const QString& detail = {});

    ServerControl& m_server;
    Banner* m_stopped;
    Banner* m_backend;
    Banner* m_migrations;
    QPushButton* m_nextPort;
    QPushButton* m_retryPort;
};

} // namespace windsock::ui
