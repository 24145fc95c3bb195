// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CommandBackend: a server that Windsock starts, watches and asks as a reverse proxy: gunicorn, uvicorn,
// daphne, manage.py runserver. Shared by all I/O threads; owned by whoever routes to it.
#pragma once

#include "core/backend/command/commandrunner.h"
#include "core/net/coalescedcallback.h"
#include "core/net/iothread.h"

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
    const std::string m_name;
    const std::chrono::milliseconds m_answerLimit;
    SlotBroker m_broker;
    SharedStatus m_status;
    net::IoThread m_thread;
    net::CoalescedCallback m_retry;          // each request asks while the server is not up
    std::unique_ptr<CommandRunner> m_runner; // made and destroyed on m_thread
};

} // namespace windsock::backend
