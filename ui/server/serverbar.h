// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerBar: the top of the window: serve or stop, which backend, whether and where it serves. GUI thread; owned by the
// window.
#pragma once

#include "ui/server/servercontrol.h"
#include "ui/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace windsock::ui {

class BackendButton;
class BackendPopover;
class Dot;

class ServerBar : public QFrame
{
    Q_OBJECT
public:
    ServerBar(ServerControl& server, const Theme& theme, QWidget* parent);

    void openBackendChooser();
    void toggleServing();
    /// "http://127.0.0.1:8000/", whether it is served or not.
    QString url() const;
    void copyUrl();
    void openUrl();

private:
    void build();
    void buildAddress(QHBoxLayout* row);
    void refresh();
    void refreshState(const ServerStatus& status);

    ServerControl& m_server;
    const Theme& m_theme;
    QPushButton* m_serve;
    BackendButton* m_backend;
    BackendPopover* m_chooser = nullptr;
    Dot* m_dot;
    QLabel* m_state;
    QLabel* m_url;
    QPushButton* m_copy;
    QPushButton* m_open;
};

/// "Demo", "Django", "WSGI", "Proxy", "Command": what kind of backend a spec names.
QString backendKindOf(const QString& spec);

} // namespace windsock::ui
