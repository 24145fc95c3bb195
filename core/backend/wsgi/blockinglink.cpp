// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/blockinglink.h"

#include "core/backend/wsgi/blockingexchange.h"

#include <utility>

namespace windsock::backend {

BlockingLink::BlockingLink(net::IoLoop& loop, SlotBroker& broker, BlockingLimit limit)
    : m_loop(loop)
    , m_broker(broker)
    , m_limit(std::move(limit))
{
}

std::unique_ptr<BackendExchange> BlockingLink::open(const BackendRequest& request, Responder& responder)
{
    return std::make_unique<BlockingExchange>(*this, request, responder);
}

void BlockingLink::askInTurn(BlockingExchange& exchange)
{
    if (m_due->empty())
        m_loop.addCallback([due = std::weak_ptr(m_due)] { askDue(due); });
    m_due->push_back(&exchange);
}

void BlockingLink::askDue(const std::weak_ptr<Due>& due)
{
    const std::shared_ptr<Due> exchanges = due.lock();
    while (exchanges && !exchanges->empty()) {
        BlockingExchange* exchange = exchanges->front();
        exchanges->pop_front();
        exchange->ask();
    }
}

void BlockingLink::forget(BlockingExchange& exchange)
{
    std::erase(*m_due, &exchange);
}

Result<BlockingConnection> BlockingLink::takeConnection(const Lease& lease)
{
    auto idle = std::exchange(m_idle, std::nullopt);
    if (idle && m_worker == lease.worker && idle->usable())
        return std::move(*idle);
    return BlockingConnection::connect(lease.endpoint);
}

void BlockingLink::keepConnection(WorkerId worker, BlockingConnection connection)
{
    m_worker = worker;
    m_idle = std::move(connection);
}

} // namespace windsock::backend
