// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WindowControl: the Runtime as the window sees it. GUI thread; outlives the window.
#pragma once

#include "app/runtime.h"
#include "ui/server/servercontrol.h"

namespace windsock::app {

class WindowControl final : public ui::ServerControl
{
    Q_OBJECT
public:
    explicit WindowControl(Runtime& runtime);

    ui::ServerStatus status() const override;
    void start() override;
    void startOn(quint16 port) override;
    void stop() override;
    Result<void> chooseBackend(const ui::BackendChoice& choice) override;
    void migrate() override;

private:
    Runtime& m_runtime;
    QString m_error;             // why it is stopped
    quint16 m_suggestedPort = 0; // instead of one that is taken
};

} // namespace windsock::app
