// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingLink: one I/O thread's way to a worker, as Tornado's WSGIContainer goes it: while the application computes,
// the loop stands still, and with it every connection. Lives on that thread. For measuring what that costs, and for
// nothing else.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/slotbroker.h"
#include "core/backend/wsgi/blockingconnection.h"

#include <memory>
#include <optional>
#include <string>

namespace windsock::backend {

class BlockingLink final : public BackendLink
{
public:
    BlockingLink(net::IoLoop& loop, SlotBroker& broker, BlockingLimit limit);

    std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) override;

    net::IoLoop& loop() { return m_loop; }
    SlotBroker& broker() { return m_broker; }
    const BlockingLimit& limit() const { return m_limit; }
    /// The connection that was kept, or a new one. Errors: those of BlockingConnection::connect().
    Result<BlockingConnection> takeConnection(const Lease& lease);
    void keepConnection(WorkerId worker, BlockingConnection connection);

private:
    net::IoLoop& m_loop;
    SlotBroker& m_broker;
    const BlockingLimit m_limit;
    WorkerId m_worker;                        // whose m_idle is
    std::optional<BlockingConnection> m_idle; // one is enough: who blocks asks one thing at a time
};

} // namespace windsock::backend
