// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingLink: one I/O thread's way to a worker, as Tornado's WSGIContainer goes it: the loop reads what has arrived,
// then stands still, and with it every connection, until all these requests are answered. Lives on that thread. For
// measuring what that costs, and for nothing else.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/slotbroker.h"
#include "core/backend/wsgi/blockingconnection.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace windsock::backend {

class BlockingExchange;

class BlockingLink final : public BackendLink
{
public:
    BlockingLink(net::IoLoop& loop, SlotBroker& broker, BlockingLimit limit);

    std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) override;

    net::IoLoop& loop() { return m_loop; }
    SlotBroker& broker() { return m_broker; }
    const BlockingLimit& limit() const { return m_limit; }
    /// Asks the worker at the end of the loop's turn, in which other connections are still read.
    void askInTurn(BlockingExchange& exchange);
    /// It has gone before its turn.
    void forget(BlockingExchange& exchange);
    /// The connection that was kept, or a new one. Errors: those of BlockingConnection::connect().
    Result<BlockingConnection> takeConnection(const Lease& lease);
    void keepConnection(WorkerId worker, BlockingConnection connection);

private:
    using Due = std::deque<BlockingExchange*>;
    static void askDue(const std::weak_ptr<Due>& due);

    net::IoLoop& m_loop;
    SlotBroker& m_broker;
    const BlockingLimit m_limit;
    const std::shared_ptr<Due> m_due = std::make_shared<Due>(); // the loop's callback outlives us
    WorkerId m_worker;                                          // whose m_idle is
    std::optional<BlockingConnection> m_idle;                   // one is enough: who blocks asks one thing at a time
};

} // namespace windsock::backend
