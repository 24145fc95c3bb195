// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/proxy/proxylink.h"

#include "core/backend/proxy/proxyexchange.h"

#include <algorithm>

namespace windsock::backend {

namespace {

constexpr std::chrono::milliseconds sweepInterval{500};
// Shorter than servers usually wait (gunicorn 2 s, nginx 75 s, uvicorn 5 s) would be best; what they close is noticed.
constexpr std::chrono::seconds idleLimit{30};
constexpr std::size_t mostIdle = 256;

} // namespace

ProxyLink::ProxyLink(net::IoLoop& loop, Upstream upstream, SlotBroker* broker)
    : m_loop(loop)
    , m_upstream(std::move(upstream))
    , m_broker(broker)
{
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { sweep(); });
    m_sweep.start(sweepInterval);
}

ProxyLink::~ProxyLink() = default;

std::unique_ptr<BackendExchange> ProxyLink::open(const BackendRequest& request, Responder& responder)
{
    return std::make_unique<ProxyExchange>(*this, request, responder);
}

std::unique_ptr<http::ClientConnection> ProxyLink::takeConnection()
{
    while (!m_idle.empty()) {
        auto connection = std::move(m_idle.back().connection);
        m_idle.pop_back();
        if (connection->usable())
            return connection;
    }
    return nullptr;
}

void ProxyLink::keepConnection(std::unique_ptr<http::ClientConnection> connection)
{
    if (m_idle.size() < mostIdle)
        m_idle.push_back({std::move(connection), MonotonicClock::now()});
    else
        m_loop.retire(std::move(connection)); // we may be inside its call
}

void ProxyLink::sweep()
{
    const Monotonic now = MonotonicClock::now();
    dropOld(now);
    const std::vector<ProxyExchange*> watched(m_watched.begin(), m_watched.end());
    for (ProxyExchange* exchange : watched) {
        if (m_watched.contains(exchange)) // one that failed may have taken others along
            exchange->checkDeadline(now);
    }
}

void ProxyLink::dropOld(Monotonic now)
{
    std::erase_if(m_idle,
                  [now](const Idle& idle) { return !idle.connection->usable() || now - idle.since > idleLimit; });
}

} // namespace windsock::backend
