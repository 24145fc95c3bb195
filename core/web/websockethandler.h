// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocketHandler answers the handshake; a WebSocketSession is what it becomes: one open WebSocket of a route, with
// its row in the journal. Both live on their I/O thread; the session is owned by the IoServer.
#pragma once

#include "core/journal/records.h"
#include "core/web/requesthandler.h"
#include "core/websocket/connection.h"
#include "core/websocket/handshake.h"

#include <functional>
#include <memory>
#include <string>

namespace windsock::web {

class IoServer;

/// Tornado's open, on_message, on_close. Derived classes speak through send().
class WebSocketSession : public websocket::Connection::Handler
{
public:
    /// What a session is made from when its handshake was answered.
    struct Opening
    {
        IoServer& server;
        std::shared_ptr<const journal::Begun> begun;
        std::shared_ptr<const journal::Outcome> handshake;
        std::unique_ptr<net::Stream> stream;
    };

    explicit WebSocketSession(Opening opening);
    virtual ~WebSocketSession();

    /// Calls opened() and begins to read. May end the session.
    void start(std::string_view leftover);
    /// The server stops: 1001 (RFC 6455 §7.4.1).
    void goAway();
    /// Cuts it.
    void abort();

protected:
    virtual void opened() {}
    void textReceived(std::string_view text) override = 0;
    void binaryReceived(std::string_view data) override = 0;
    virtual void ended(const websocket::Closure&) {}

    void sendText(std::string_view text);
    void sendBinary(std::string_view data);
    /// A line on the console's standard output, kept at this WebSocket's row.
    void print(std::string text);

private:
    void closed(const websocket::Closure& closure) override;
    void finish(const websocket::Closure& closure);

    IoServer& m_server;
    std::shared_ptr<const journal::Begun> m_begun;
    std::shared_ptr<const journal::Outcome> m_handshake;
    std::unique_ptr<websocket::Connection> m_connection;
};

using SessionFactory = std::function<std::unique_ptr<WebSocketSession>(WebSocketSession::Opening)>;

class WebSocketHandler final : public RequestHandler
{
public:
    WebSocketHandler(Exchange& exchange, SessionFactory factory);
    void requestEnded() override;

private:
    SessionFactory m_factory;
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
