// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TestServer: ServerConnections over real sockets, on an I/O thread, answered by scripts: one a path. Used from the
// test's thread; scripts run on the server's.
#pragma once

#include "core/http/serverconnection.h"
#include "core/net/acceptor.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace windsock::http::test {

class TestRequest;

/// What a path does at each call. What is empty does nothing.
struct Script
{
    std::function<void(TestRequest&)> started;
    std::function<void(TestRequest&)> body; ///< after `received` has grown
    std::function<void(TestRequest&)> ended;
    std::function<void(TestRequest&)> writable;
};

/// Logs "began:PATH", "ended", "written", "lost" or "lost-refused".
class TestRequest final : public RequestDelegate
{
public:
    TestRequest(ServerConnection& connectionOf, RequestHead headOf, Script script, windsock::test::EventLog& log);

    ServerConnection& connection;
    const RequestHead head;
    std::string received;

private:
    void start() override;
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override;
    void responseWritten() override;
    void connectionLost(const std::string& reason, const Refusal* refusal) override;

    const Script m_script;
    windsock::test::EventLog& m_log;
};

/// Logs "refused:STATUS" and "connection-ended".
class TestServer final : public ServerConnection::Delegate
{
public:
    explicit TestServer(ServerOptions options = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    /// Before a client asks for it. A path without a script answers 200 with itself as its body.
    void script(const std::string& path, Script script);
    windsock::test::RawSocket connect(int receiveBuffer = 0) const;
    windsock::test::EventLog& log() { return m_log; }
    /// The log's text when the server has done with what it was doing: a client may have its answer before that.
    QByteArray events();

    template <class Work>
    auto on(Work work)
    {
        return m_thread.call(std::move(work));
    }
    net::IoLoop& loop() { return m_thread.loop(); }
    /// The one connection there is; on the server's thread.
    ServerConnection& connection() { return *m_connections.begin()->second; }
    /// The request in hand, and null when there is none; on the server's thread.
    TestRequest* request() { return m_request; }
    std::size_t connections();
    /// As if this much time had passed.
    void sweep(std::chrono::seconds later);

private:
    std::unique_ptr<RequestDelegate> requestBegan(ServerConnection& connection, RequestHead head) override;
    void requestRefused(ServerConnection& connection, const Refusal& refusal, RequestHead partial) override;
    void connectionEnded(ServerConnection& connection) override;
    void accepted(std::unique_ptr<net::Stream> stream);

    const ServerOptions m_options;
    windsock::test::EventLog m_log;
    net::IoThread m_thread{QStringLiteral("test")};
    net::ListeningSocket m_listening;
    std::map<std::string, Script> m_scripts;
    std::map<ServerConnection*, std::unique_ptr<ServerConnection>> m_connections;
    std::unique_ptr<net::Acceptor> m_acceptor;
    TestRequest* m_request = nullptr;
    std::uint64_t m_lastId = 0;
};

/// A 200 with a length, no fields but those that the connection adds.
void answer(TestRequest& request, std::string_view body);

/// The same without its Date lines, which change.
QByteArray withoutDates(const std::string& text);

} // namespace windsock::http::test
