// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FallbackHandler: Tornado's: hands the request to the routed backend, and the backend's answer to the client.
// On the request's I/O thread.
#pragma once

#include "core/backend/backend.h"
#include "core/web/exchange.h"
#include "core/web/requesthandler.h"

#include <memory>

namespace windsock::web {

struct RelayedProtocol;

class FallbackHandler final : public RequestHandler, private backend::Responder
{
public:
    FallbackHandler(Exchange& exchange, const std::shared_ptr<backend::Backend>& backend);

private:
    void start() override { m_backendExchange->start(); }
    void bodyReceived(std::string_view bytes) override { m_backendExchange->bodyReceived(bytes); }
    void requestEnded() override { m_backendExchange->requestEnded(); }
    void writable() override { m_backendExchange->writable(); }

    void leased() override;
    void interim(const http::ResponseHead& head) override { exchange().sendInterim(head); }
    void respond(http::ResponseHead head, std::string_view body) override;
    void responseHead(http::ResponseHead head, std::optional<std::uint64_t> length) override;
    void responseBody(std::string_view bytes) override;
    void responseEnded() override;
    void protocolSwitched(http::ResponseHead head, http::DetachedStream upstream) override;
    void failed(int status, const std::string& reason) override;
    std::size_t unsent() const override;
    void pauseRequest(bool on) override;

    void relay(http::DetachedStream client, const RelayedProtocol& protocol);

    http::DetachedStream m_upstream;              // from protocolSwitched() until it is relayed
    std::shared_ptr<backend::BackendLink> m_link; // before the exchange, which it must outlive
    std::unique_ptr<backend::BackendExchange> m_backendExchange;
};

} // namespace windsock::web
