// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/http/testserver.h"

#include <QRegularExpression>

namespace windsock::http::test {

TestRequest::TestRequest(ServerConnection& connectionOf, RequestHead headOf, Script script,
                         windsock::test::EventLog& log)
    : connection(connectionOf)
    , head(std::move(headOf))
    , m_script(std::move(script))
    , m_log(log)
{
    m_log.add("began:" + head.target);
}

void TestRequest::start()
{
    if (m_script.started)
        m_script.started(*this);
}

void TestRequest::bodyReceived(std::string_view bytes)
{
    received.append(bytes);
    if (m_script.body)
        m_script.body(*this);
}

void TestRequest::requestEnded()
{
    m_log.add("ended");
    if (m_script.ended)
        m_script.ended(*this);
}

void TestRequest::writable()
{
    if (m_script.writable)
        m_script.writable(*this);
}

void TestRequest::responseWritten()
{
    m_log.add("written");
}

void TestRequest::connectionLost(const std::string&, const Refusal* refusal)
{
    m_log.add(refusal ? "lost-refused" : "lost");
}

TestServer::TestServer(ServerOptions options)
    : m_options(std::move(options))
    , m_listening(std::move(*net::listenOn({"127.0.0.1", 0})))
{
    on([this] {
        m_acceptor = std::make_unique<net::Acceptor>(
            m_thread.loop(), m_listening.descriptor.get(),
            [this](net::FileDescriptor socket, net::Endpoint local, net::Endpoint peer) {
                accepted(std::make_unique<net::FdStream>(m_thread.loop(), std::move(socket), std::move(local),
                                                         std::move(peer)));
            },
            [](const std::string&) {});
    });
}

TestServer::~TestServer()
{
    on([this] {
        m_acceptor.reset();
        while (!m_connections.empty())
            connection().abort();
    });
}

void TestServer::script(const std::string& path, Script script)
{
    on([&] { m_scripts[path] = std::move(script); });
}

windsock::test::RawSocket TestServer::connect(int receiveBuffer) const
{
    return windsock::test::RawSocket::connectTo(m_listening.endpoint.port, receiveBuffer);
}

QByteArray TestServer::events()
{
    on([] {});
    return m_log.text();
}

std::size_t TestServer::connections()
{
    return on([this] { return m_connections.size(); });
}

void TestServer::sweep(std::chrono::seconds later)
{
    on([&] {
        if (!m_connections.empty())
            connection().checkDeadlines(MonotonicClock::now() + later);
    });
}

void TestServer::accepted(std::unique_ptr<net::Stream> stream)
{
    auto made = std::make_unique<ServerConnection>(m_thread.loop(), std::move(stream), ConnectionId{++m_lastId},
                                                   m_options, *this);
    ServerConnection* key = made.get();
    m_connections.emplace(key, std::move(made));
    key->start();
}

std::unique_ptr<RequestDelegate> TestServer::requestBegan(ServerConnection& connection, RequestHead head)
{
    const auto found = m_scripts.find(std::string(head.path()));
    const Script itself{.started = {},
                        .body = {},
                        .ended = [](TestRequest& request) { answer(request, request.head.target); },
                        .writable = {}};
    auto request = std::make_unique<TestRequest>(connection, std::move(head),
                                                 found == m_scripts.end() ? itself : found->second, m_log);
    m_request = request.get();
    return request;
}

void TestServer::requestRefused(ServerConnection&, const Refusal& refusal, RequestHead)
{
    m_log.add("refused:" + std::to_string(refusal.status));
}

void TestServer::connectionEnded(ServerConnection& connection)
{
    m_log.add("connection-ended");
    const auto found = m_connections.find(&connection);
    m_thread.loop().retire(std::move(found->second));
    m_connections.erase(found);
}

void answer(TestRequest& request, std::string_view body)
{
    request.connection.respond(ResponseHead{}, body);
}

QByteArray withoutDates(const std::string& text)
{
    static const QRegularExpression date(
        QStringLiteral("Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"));
    return QString::fromStdString(text).remove(date).toUtf8();
}

} // namespace windsock::http::test
