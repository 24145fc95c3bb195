// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/websockethandler.h"

#include "core/web/exchange.h"
#include "core/web/ioserver.h"

namespace windsock::web {

namespace {

// Connections of a thread that may keep a window of 300 kB between messages; the others compress each for itself.
constexpr int mostWindows = 200;

} // namespace

WebSocketHandler::WebSocketHandler(Exchange& exchange, SessionFactory factory, const WebSocketOptions& options)
    : RequestHandler(exchange)
    , m_factory(std::move(factory))
    , m_options(options)
{
}

websocket::HandshakePolicy WebSocketHandler::policy() const
{
    websocket::HandshakePolicy policy;
    if (!m_options.deflate)
        return policy;
    const bool crowded = exchange().server().metrics().webSockets.load(std::memory_order_relaxed) >= mostWindows;
    policy.deflate = websocket::DeflateParameters{crowded, crowded};
    return policy;
}

void WebSocketHandler::requestEnded()
{
    const auto judgement = websocket::judge(exchange().request(), policy());
    if (const auto* refusal = std::get_if<websocket::HandshakeRefusal>(&judgement))
        return exchange().respond(refusal->response, refusal->body);
    const auto& acceptance = std::get<websocket::Acceptance>(judgement);
    m_options.settings.deflate = acceptance.deflate;
    exchange().upgrade(acceptance.response, [this](http::DetachedStream detached) {
        IoServer& server = exchange().server();
        auto session = m_factory({server, exchange().sharedBegun(), exchange().outcome()}, std::move(detached.stream),
                                 m_options.settings);
        WebSocketSession& kept = *session;
        server.adopt(std::move(session));
        kept.start(detached);
    });
}

WebSocketSession::WebSocketSession(Opening opening, std::unique_ptr<net::Stream> stream,
                                   const websocket::Settings& settings)
    : Session(std::move(opening))
    , m_tap(server(), id())
    , m_connection(std::make_unique<websocket::Connection>(std::move(stream), websocket::Role::Server, *this, settings))
{
    m_connection->setObserver(&m_tap);
}

WebSocketSession::~WebSocketSession() = default;

void WebSocketSession::start(const http::DetachedStream& rest)
{
    opened();
    m_connection->start(rest.received, rest.ended);
}

void WebSocketSession::goAway()
{
    m_connection->close(websocket::CloseCode::GoingAway, "The server stops");
}

void WebSocketSession::abort()
{
    m_connection->abort();
    websocket::Closure closure;
    closure.detail = "The server was stopped.";
    closed(closure);
}

void WebSocketSession::sendText(std::string_view text)
{
    m_connection->sendText(text);
}

void WebSocketSession::sendBinary(std::string_view data)
{
    m_connection->sendBinary(data);
}

void WebSocketSession::sendEncoded(std::string_view text, std::string_view frame)
{
    m_connection->sendEncodedText(text, frame);
}

void WebSocketSession::closeWith(websocket::CloseCode code, std::string_view reason)
{
    m_connection->close(code, reason);
}

void WebSocketSession::print(std::string text)
{
    note(journal::Level::Info, journal::Channel::Stdout, std::move(text));
}

void WebSocketSession::closed(const websocket::Closure& closure)
{
    ended(closure);
    finish(closure.detail);
}

void EchoSession::opened()
{
    print("WebSocket opened");
}

void EchoSession::textReceived(std::string_view text)
{
    constexpr std::string_view said = "Someone said: ";
    constexpr std::string_view answer = "You said: ";
    std::string line;
    line.reserve(said.size() + text.size());
    print(std::move(line.append(said).append(text)));
    std::string reply;
    reply.reserve(answer.size() + text.size());
    sendText(reply.append(answer).append(text));
}

void EchoSession::binaryReceived(std::string_view data)
{
    print("Someone sent " + std::to_string(data.size()) + " bytes");
    sendBinary(data);
}

void EchoSession::ended(const websocket::Closure&)
{
    print("WebSocket closed");
}

} // namespace windsock::web
