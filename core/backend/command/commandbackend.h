// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CommandBackend: a server that Windsock starts, watches and asks as a reverse proxy (row S10): gunicorn, uvicorn,
// daphne, manage.py runserver. Shared by all I/O threads; owned by whoever routes to it.
#pragma once

#include "core/backend/command/commandrunner.h"
#include "core/net/iothread.h"

#include <atomic>

namespace windsock::backend {

class CommandBackend final : public Backend
{
public:
    /// Starts the server; status() tells how that goes. `journal` outlives it.
    CommandBackend(CommandOptions options, journal::Journal& journal);
    /// Ends the server; may take some seconds.
    ~CommandBackend() override;

    std::string kind() const override { return "command"; }
    BackendStatus status() const override { return m_status.get(); }
    void setStatusChanged(std::function<void()> changed) override { m_status.setChanged(std::move(changed)); }
    std::unique_ptr<BackendLink> link(net::IoLoop& loop) override;

private:
    void askForRetry();

    const std::string m_name;
    SlotBroker m_broker;
    SharedStatus m_status;
    std::atomic<bool> m_retryAsked{false};
    net::IoThread m_thread;
    std::unique_ptr<CommandRunner> m_runner; // made and destroyed on m_thread
};

} // namespace windsock::backend
