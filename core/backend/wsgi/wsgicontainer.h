// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WsgiContainer: the equivalent of Tornado's WSGIContainer, outside the event loop: any WSGI application on any Python
// from 2.7 on, in worker processes of its own. Shared by all I/O threads; owned by whoever routes to it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/slotbroker.h"
#include "core/backend/wsgi/blockingconnection.h"
#include "core/backend/wsgi/workerpool.h"
#include "core/journal/journal.h"
#include "core/net/coalescedcallback.h"
#include "core/net/iothread.h"

#include <memory>
#include <optional>

namespace windsock::backend {

struct WsgiOptions
{
    std::string kind = "wsgi";  ///< or "django"
    std::string name;           ///< for people: "mysite", "module:callable"
    std::string application;    ///< MODULE:CALLABLE; empty for Django
    std::string djangoSettings; ///< the settings module; empty for others
    QString python;             ///< absolute path
    QString folder;             ///< absolute; where the application is imported from
    std::vector<std::pair<std::string, std::string>> environment;
    std::vector<std::string> paths;
    int workers = 2;
    int threads = 1;
    bool reload = false;
    bool migrate = false;
    /// The application runs on the I/O thread's own turn, as Tornado's WSGIContainer has it: every connection of the
    /// thread waits for every page. Only to measure what that costs; no configuration leads here.
    std::optional<BlockingLimit> onLoop{};
};

class WsgiContainer final : public Backend
{
public:
    /// Starts the workers; status() tells how that goes. `journal` outlives it.
    WsgiContainer(const WsgiOptions& options, journal::Journal& journal);
    /// Ends the workers; may take two seconds.
    ~WsgiContainer() override;

    std::string kind() const override { return m_kind; }
    BackendStatus status() const override { return m_status.get(); }
    void setStatusChanged(std::function<void()> changed) override { m_status.setChanged(std::move(changed)); }
    std::unique_ptr<BackendLink> link(net::IoLoop& loop) override;

private:
    const std::string m_kind;
    const std::optional<BlockingLimit> m_onLoop;
    SlotBroker m_broker;
    SharedStatus m_status;
    net::IoThread m_thread;
    net::CoalescedCallback m_retry;     // each request asks while the application is not up
    std::unique_ptr<WorkerPool> m_pool; // made and destroyed on m_thread
};

} // namespace windsock::backend
