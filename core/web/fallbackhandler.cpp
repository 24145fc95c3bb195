// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/fallbackhandler.h"

#include "core/web/exchange.h"
#include "core/web/ioserver.h"
#include "core/web/relaysession.h"

namespace windsock::web {

FallbackHandler::FallbackHandler(Exchange& exchange, const std::shared_ptr<backend::Backend>& backend)
    : RequestHandler(exchange)
    , m_link(exchange.server().link(backend))
{
    const journal::Begun& begun = *exchange.sharedBegun();
    m_backendExchange = m_link->open({begun.id, begun.request, exchange.requestFraming(), begun.client, begun.server,
                                      std::string(exchange.scheme())},
                                     *this);
}

void FallbackHandler::leased()
{
    exchange().phases().leased = MonotonicClock::now();
}

void FallbackHandler::respond(http::ResponseHead head, std::string_view body)
{
    exchange().phases().firstByte = exchange().phases().lastByte = MonotonicClock::now();
    exchange().respond(std::move(head), body);
}

void FallbackHandler::responseHead(http::ResponseHead head, std::optional<std::uint64_t> length)
{
    exchange().phases().firstByte = MonotonicClock::now();
    exchange().beginResponse(std::move(head), length);
}

void FallbackHandler::responseBody(std::string_view bytes)
{
    exchange().write(bytes);
}

void FallbackHandler::responseEnded()
{
    exchange().phases().lastByte = MonotonicClock::now();
    exchange().finish();
}

void FallbackHandler::protocolSwitched(http::ResponseHead head, http::DetachedStream upstream)
{
    exchange().phases().firstByte = MonotonicClock::now();
    m_upstream = std::move(upstream);
    const auto protocol = RelayedProtocol::from(head);
    exchange().upgrade(head, [this, protocol](http::DetachedStream client) { relay(std::move(client), protocol); });
}

void FallbackHandler::relay(http::DetachedStream client, const RelayedProtocol& protocol)
{
    IoServer& server = exchange().server();
    auto session =
        std::make_unique<RelaySession>(Session::Opening{server, exchange().sharedBegun(), exchange().outcome()},
                                       std::move(client), std::move(m_upstream), protocol);
    RelaySession& kept = *session;
    server.adopt(std::move(session));
    kept.start();
}

void FallbackHandler::failed(int status, const std::string& reason)
{
    exchange().fail(status, reason);
}

std::size_t FallbackHandler::unsent() const
{
    return exchange().unsent();
}

void FallbackHandler::pauseRequest(bool on)
{
    exchange().pauseRequest(on);
}

} // namespace windsock::web
