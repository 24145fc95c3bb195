// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WsgiExchange: one request on its way through a worker: gather the start of its body, wait for a slot, connect, stream
// the body there and the answer back, give the slot back. A chunked upload is spooled whole first, for WSGI wants its
// length. On the request's I/O thread.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/leasewait.h"
#include "core/backend/wsgi/spool.h"
#include "core/http/clientconnection.h"
#include "core/net/connector.h"

#include <QTimer>

#include <memory>
#include <optional>
#include <string>

namespace windsock::backend {

class WsgiLink;

class WsgiExchange final : public BackendExchange, public http::ClientConnection::Delegate
{
public:
    WsgiExchange(WsgiLink& link, const BackendRequest& request, Responder& responder);
    ~WsgiExchange() override;

    void start() override;
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override;

private:
    void responseHead(http::ResponseHead head, const http::Framing& framing) override;
    void responseBody(std::string_view bytes) override;
    void responseEnded(bool reusable) override;
    void exchangeFailed(const std::string& reason) override;
    void requestDrained() override;

    bool chunked() const { return m_request.framing.kind == http::Framing::Kind::Chunked; }
    void gather(std::string_view bytes);
    void gathered();
    void leased(Result<Lease> lease);
    void connected(Result<std::unique_ptr<net::Stream>> stream);
    void leaseAnother();
    void send();
    void sendSpooled();
    void watchPace();
    bool bodySent() const { return m_requestEnded && !m_spool; }
    void giveBack();
    void fail(int status, const std::string& reason);

    WsgiLink& m_link;
    const BackendRequest m_request;
    Responder& m_responder;
    std::unique_ptr<Spool> m_spool; // until all of it has been sent
    std::uint64_t m_spoolSent = 0;
    std::unique_ptr<QTimer> m_pace; // while a worker reads what the client still sends
    std::uint64_t m_sentOfLate = 0;
    LeaseWait m_leaseWait;
    std::optional<Lease> m_lease;
    std::unique_ptr<net::Connector> m_connector;
    std::unique_ptr<http::ClientConnection> m_connection;
    bool m_gathering = false;
    bool m_requestEnded = false;
    bool m_headSeen = false;
};

} // namespace windsock::backend
