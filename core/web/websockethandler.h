// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocketHandler answers the handshake; a WebSocketSession is what it becomes: one open WebSocket of a route, with
// its row in the journal. Both live on their I/O thread; the session is owned by the IoServer.
#pragma once

#include "core/http/detachedstream.h"
#include "core/web/frametap.h"
#include "core/web/requesthandler.h"
#include "core/web/session.h"
#include "core/websocket/connection.h"
#include "core/websocket/handshake.h"

#include <functional>
#include <memory>
#include <string>

namespace windsock::web {

/// Tornado's open, on_message, on_close. Derived classes speak through send().
class WebSocketSession : public Session, public websocket::Connection::Handler
{
public:
    WebSocketSession(Opening opening, std::unique_ptr<net::Stream> stream, const websocket::Settings& settings);
    ~WebSocketSession() override;

    /// Calls opened() and begins to read. May end the session.
    void start(const http::DetachedStream& rest);
    /// 1001 (RFC 6455 §7.4.1).
    void goAway() override;
    void abort() override;

protected:
    virtual void opened() {}
    void textReceived(std::string_view text) override = 0;
    void binaryReceived(std::string_view data) override = 0;
    virtual void ended(const websocket::Closure&) {}

    void sendText(std::string_view text);
    void sendBinary(std::string_view data);
    /// A text that many get: see websocket::Connection.
    void sendEncoded(std::string_view text, std::string_view frame);
    void closeWith(websocket::CloseCode code, std::string_view reason);
    std::size_t unsent() const { return m_connection->unsent(); }
    /// A line on the console's standard output, kept at this WebSocket's row.
    void print(std::string text);

private:
    void closed(const websocket::Closure& closure) override;

    FrameTap m_tap;
    std::unique_ptr<websocket::Connection> m_connection;
};

/// Of a route.
struct WebSocketOptions
{
    websocket::Settings settings;
    bool deflate = true; ///< agrees to permessage-deflate
};

using SessionFactory = std::function<std::unique_ptr<WebSocketSession>(Session::Opening, std::unique_ptr<net::Stream>,
                                                                       const websocket::Settings&)>;

class WebSocketHandler final : public RequestHandler
{
public:
    WebSocketHandler(Exchange& exchange, SessionFactory factory, const WebSocketOptions& options = {});
    void requestEnded() override;

private:
    websocket::HandshakePolicy policy() const;

    SessionFactory m_factory;
    WebSocketOptions m_options;
};

/// `/ws/hello-tornado`: answers "You said: " and the message, and prints what the ancestor's handler printed.
class EchoSession final : public WebSocketSession
{
public:
    using WebSocketSession::WebSocketSession;

private:
    void opened() override;
    void textReceived(std::string_view text) override;
    void binaryReceived(std::string_view data) override;
    void ended(const websocket::Closure& closure) override;
};

} // namespace windsock::web
