// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ProxyExchange: one request on its way to an upstream and back, streamed both ways with back-pressure. On the
// request's I/O thread; owned by its handler.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/leasewait.h"
#include "core/base/clock.h"
#include "core/http/clientconnection.h"
#include "core/net/connector.h"

#include <memory>
#include <string>

namespace windsock::backend {

class ProxyLink;

class ProxyExchange final : public BackendExchange, private http::ClientConnection::Delegate
{
public:
    ProxyExchange(ProxyLink& link, const BackendRequest& request, Responder& responder);
    ~ProxyExchange() override;

    void start() override;
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override;

    /// Fails the exchange when the upstream has been silent for too long.
    void checkDeadline(Monotonic now);

private:
    void interimHead(const http::ResponseHead& head) override;
    void responseHead(http::ResponseHead head, const http::Framing& framing) override;
    void responseBody(std::string_view bytes) override;
    void responseEnded(bool reusable) override;
    bool protocolSwitched(const http::ResponseHead& head) override;
    void exchangeFailed(const std::string& reason) override;
    void requestDrained() override;

    void connectAnew();
    void upstreamIsUp(Result<Lease> lease);
    void connect(const net::Endpoint& endpoint);
    void connected(Result<std::unique_ptr<net::Stream>> stream);
    void send();
    bool mayTryAgain() const;
    bool hasBody() const { return m_request.framing.kind != http::Framing::Kind::None; }
    bool chunked() const { return m_request.framing.kind == http::Framing::Kind::Chunked; }
    void pauseRequest(bool on);
    void release();
    void fail(int status, const std::string& what);
    void refuseInterims();

    ProxyLink& m_link;
    const BackendRequest m_request;
    Responder& m_responder;
    std::unique_ptr<LeaseWait> m_leaseWait; // when the upstream has to come up first
    std::unique_ptr<net::Connector> m_connector;
    std::unique_ptr<http::ClientConnection> m_connection;
    Monotonic m_lastProgress;
    std::size_t m_lastUnsent = 0;
    int m_interims = 0;
    bool m_reused = false; // the connection has served before: the upstream may have closed it meanwhile
    bool m_paused = false; // the request's body is
    bool m_requestEnded = false;
    bool m_headSeen = false;
};

} // namespace windsock::backend
