// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ProxyLink: one I/O thread's way to an upstream: its idle connections, and an eye on answers that do not come. Lives
// on that thread.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/proxy/upstream.h"
#include "core/backend/slotbroker.h"
#include "core/base/clock.h"
#include "core/http/clientconnection.h"

#include <QTimer>

#include <memory>
#include <unordered_set>
#include <vector>

namespace windsock::backend {

class ProxyExchange;

class ProxyLink final : public BackendLink
{
public:
    /// `broker` knows when, and where, the upstream can be asked; null: always, at its endpoint. It outlives the link.
    ProxyLink(net::IoLoop& loop, Upstream upstream, SlotBroker* broker = nullptr);
    ~ProxyLink() override;

    std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) override;

    net::IoLoop& loop() { return m_loop; }
    const Upstream& upstream() const { return m_upstream; }
    SlotBroker* broker() const { return m_broker; }
    /// The idle connection that was used last, or null: then connect.
    std::unique_ptr<http::ClientConnection> takeConnection();
    void keepConnection(std::unique_ptr<http::ClientConnection> connection);

    /// From now on checkDeadline() is called about twice a second, until stopWatching().
    void watch(ProxyExchange& exchange) { m_watched.insert(&exchange); }
    void stopWatching(ProxyExchange& exchange) { m_watched.erase(&exchange); }

private:
    struct Idle
    {
        std::unique_ptr<http::ClientConnection> connection;
        Monotonic since;
    };

    void sweep();
    void dropOld(Monotonic now);

    net::IoLoop& m_loop;
    const Upstream m_upstream;
    SlotBroker* const m_broker;
    std::vector<Idle> m_idle; // the last used is the last
    std::unordered_set<ProxyExchange*> m_watched;
    QTimer m_sweep;
};

} // namespace windsock::backend
