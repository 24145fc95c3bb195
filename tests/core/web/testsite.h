// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TestSite: a server on a free port with a journal that can be looked into. HttpPeer: a client on a blocking socket.
// Both belong to a test and its main thread.
#pragma once

#include "core/http/responseparser.h"
#include "core/journal/exchangestore.h"
#include "core/web/httpserver.h"
#include "tests/core/net/rawsocket.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace windsock::test {

struct Answer
{
    int status = 0; ///< 0: none came, or not the whole of it
    http::Headers headers;
    std::string body;
};

/// One connection to 127.0.0.1. Waits five seconds at most.
class HttpPeer
{
public:
    explicit HttpPeer(std::uint16_t port, int receiveBuffer = 0)
        : m_socket(RawSocket::connectTo(port, receiveBuffer))
    {
    }

    RawSocket& socket() { return m_socket; }
    void send(std::string_view bytes) { m_socket.send(bytes); }
    /// The next answer on this connection.
    Answer answer(bool toHead = false);
    Answer ask(std::string_view request, bool toHead = false)
    {
        send(request);
        return answer(toHead);
    }
    /// GET with these fields, each "Name: value\r\n"; the connection is kept.
    Answer get(const std::string& target, const std::string& fields = {})
    {
        return ask("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }
    /// Whether the other side has closed and nothing more came before that.
    bool ended() { return m_input.empty() && m_socket.receive().empty() && m_socket.ended(); }

private:
    RawSocket m_socket;
    std::string m_input;
};

/// GET on a connection of its own.
Answer fetch(std::uint16_t port, const std::string& target, const std::string& fields = {});

class TestSite
{
public:
    /// Makes the routes, and first the backend when they lead to one.
    using Setup = std::function<std::vector<web::Route>(TestSite&)>;

    explicit TestSite(const Setup& setup, const http::ServerOptions& options = {}, int threads = 1);
    explicit TestSite(const std::vector<web::Route>& routes, const http::ServerOptions& options = {}, int threads = 1)
        : TestSite([&routes](TestSite&) { return routes; }, options, threads)
    {
    }

    std::uint16_t port() const { return server.endpoint().port; }
    /// All rows so far, with what the journal has got since the last look.
    const journal::ExchangeStore& rows();
    /// The only or newest row of `target`; a row without Begun when there is none yet.
    journal::ExchangeStore::Row row(std::string_view target);
    /// The newest row's outcome; null before it.
    std::shared_ptr<const journal::Outcome> outcome(std::string_view target) { return row(target).outcome; }
    /// Whether the newest row of `target` has its (last) outcome; for QTRY_VERIFY.
    bool ended(std::string_view target);
    /// What was said at the newest row of `target` on `channel`, joined with newlines.
    std::string said(std::string_view target, journal::Channel channel);
    /// The same of no exchange, on all channels.
    std::string remarks();
    /// The journal's events in order: "begun /x", "outcome 200 /x", "line TEXT".
    QByteArray story() const;

    journal::Journal journal;
    std::shared_ptr<backend::Backend> backend; ///< outlives the server, whose links refer to it
    journal::BodyStore bodies{64};
    metrics::Metrics metrics;
    web::HttpServer server;

private:
    journal::ExchangeStore m_store;
    journal::Cursor m_cursor;
};

web::Route route(const std::string& pattern, web::HandlerFactory factory,
                 journal::Source source = journal::Source::Web);
web::HandlerFactory helloFactory(const std::string& page = "<p>Hello</p>");
web::HandlerFactory echoFactory();
web::HandlerFactory staticFactory(const std::string& folder);
web::HandlerFactory fallbackFactory(const std::shared_ptr<backend::Backend>& backend);

} // namespace windsock::test
