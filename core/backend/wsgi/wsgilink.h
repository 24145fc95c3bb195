// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WsgiLink: one I/O thread's way to the workers: its idle connections to each of them, and the answers nobody waits for
// any more. Lives on that thread.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/slotbroker.h"
#include "core/http/clientconnection.h"
#include "core/net/connector.h"

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace windsock::backend {

class WsgiLink final : public BackendLink
{
public:
    WsgiLink(net::IoLoop& loop, SlotBroker& broker);
    ~WsgiLink() override;

    std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) override;

    net::IoLoop& loop() { return m_loop; }
    SlotBroker& broker() { return m_broker; }
    /// An idle connection to the worker, or null: then connect.
    std::unique_ptr<http::ClientConnection> takeConnection(WorkerId worker);
    void keepConnection(WorkerId worker, std::unique_ptr<http::ClientConnection> connection);
    /// The client has gone, but the worker is still at it: it hears of that when it next reads or writes, and its slot
    /// is free only when it has finished. `bodySent`: the worker has, or will have, the whole request.
    void finishUnheard(const Lease& lease, std::unique_ptr<http::ClientConnection> connection, bool bodySent);

private:
    class Unheard;
    void unheardEnded(Unheard& unheard);

    net::IoLoop& m_loop;
    SlotBroker& m_broker;
    std::unordered_map<WorkerId, std::vector<std::unique_ptr<http::ClientConnection>>> m_idle;
    std::unordered_map<Unheard*, std::unique_ptr<Unheard>> m_unheard;
};

} // namespace windsock::backend
