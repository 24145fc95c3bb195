// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/wsgilink.h"

#include "core/backend/wsgi/wsgiexchange.h"

namespace windsock::backend {

/// Waits for a worker that answers to nobody.
class WsgiLink::Unheard final : public http::ClientConnection::Delegate
{
public:
    Unheard(WsgiLink& link, Lease leaseHeld, std::unique_ptr<http::ClientConnection> connection, bool bodySent)
        : lease(std::move(leaseHeld))
        , m_link(link)
        , m_connection(std::move(connection))
        , m_bodySent(bodySent)
    {
    }
    /// May end at once: the rest of a paused answer can be here already.
    void start()
    {
        m_connection->setDelegate(this);
        if (m_bodySent)
            m_connection->finishReading();
        else
            m_connection->finishWriting();
    }

    const Lease lease;

private:
    void responseHead(http::ResponseHead, const http::Framing&) override
    {
        // It answers half a request, perhaps without an end: what it writes after we have closed fails.
        if (!m_bodySent)
            m_link.unheardEnded(*this);
    }
    void responseBody(std::string_view) override {}
    void responseEnded(bool) override { m_link.unheardEnded(*this); }
    void exchangeFailed(const std::string&) override { m_link.unheardEnded(*this); }
    void requestDrained() override {}

    WsgiLink& m_link;
    std::unique_ptr<http::ClientConnection> m_connection;
    const bool m_bodySent;
};

WsgiLink::WsgiLink(net::IoLoop& loop, SlotBroker& broker)
    : m_loop(loop)
    , m_broker(broker)
{
}

WsgiLink::~WsgiLink()
{
    // Nobody is left to hear when these workers have finished; their slots may not be lost for that.
    for (const auto& [key, unheard] : m_unheard)
        m_broker.release(unheard->lease.worker);
}

std::unique_ptr<BackendExchange> WsgiLink::open(const BackendRequest& request, Responder& responder)
{
    return std::make_unique<WsgiExchange>(*this, request, responder);
}

std::unique_ptr<http::ClientConnection> WsgiLink::takeConnection(WorkerId worker)
{
    const auto found = m_idle.find(worker);
    while (found != m_idle.end() && !found->second.empty()) {
        auto connection = std::move(found->second.back());
        found->second.pop_back();
        if (connection->usable())
            return connection;
    }
    return nullptr;
}

void WsgiLink::keepConnection(WorkerId worker, std::unique_ptr<http::ClientConnection> connection)
{
    // Ids are never used again: what belongs to workers that died is dropped when a connection of a new one is kept.
    if (!m_idle.contains(worker)) {
        for (auto& [id, connections] : m_idle)
            std::erase_if(connections, [](const auto& idle) { return !idle->usable(); });
        std::erase_if(m_idle, [](const auto& entry) { return entry.second.empty(); });
    }
    m_idle[worker].push_back(std::move(connection));
}

void WsgiLink::finishUnheard(const Lease& lease, std::unique_ptr<http::ClientConnection> connection, bool bodySent)
{
    auto unheard = std::make_unique<Unheard>(*this, lease, std::move(connection), bodySent);
    Unheard* key = unheard.get();
    m_unheard.emplace(key, std::move(unheard));
    key->start();
}

void WsgiLink::unheardEnded(Unheard& unheard)
{
    const auto found = m_unheard.find(&unheard);
    if (found == m_unheard.end())
        return;
    m_broker.releaseIfAlive(unheard.lease);
    m_loop.retire(std::move(found->second));
    m_unheard.erase(found);
}

} // namespace windsock::backend
