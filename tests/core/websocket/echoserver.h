// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EchoServer: the least that serves WebSockets on real sockets: accepts, judges, echoes. Its connections live on an
// IoThread of its own; owned by a test or benchmark, made and destroyed on the main thread.
#pragma once

#include "core/http/requestparser.h"
#include "core/http/writer.h"
#include "core/net/acceptor.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "core/websocket/connection.h"
#include "core/websocket/handshake.h"

#include <map>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace windsock::test {

class EchoServer
{
public:
    /// `policy` for all its connections. Text "close CODE" makes the server close with that code.
    explicit EchoServer(websocket::Settings settings = {}, websocket::HandshakePolicy policy = {})
        : m_settings(settings)
        , m_policy(std::move(policy))
    {
        auto listening = net::listenOn({"127.0.0.1", 0});
        if (!listening)
            throw std::runtime_error(listening.error().sentence.toStdString());
        m_listening = std::move(*listening);
        m_thread.call([this] {
            m_acceptor = std::make_unique<net::Acceptor>(
                m_thread.loop(), m_listening.descriptor.get(),
                [this](auto socket, auto local, auto peer) {
                    accept(std::make_unique<net::FdStream>(m_thread.loop(), std::move(socket), std::move(local),
                                                           std::move(peer)));
                },
                [](auto) {});
        });
    }
    ~EchoServer()
    {
        m_thread.call([this] {
            m_acceptor.reset();
            m_peers.clear();
        });
    }
    EchoServer(const EchoServer&) = delete;
    EchoServer& operator=(const EchoServer&) = delete;

    std::uint16_t port() const { return m_listening.endpoint.port; }
    QString url(const QString& path = QStringLiteral("/")) const
    {
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(port()).arg(path);
    }
    /// How the connections ended so far.
    std::vector<websocket::Closure> closures() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closures;
    }

private:
    class Peer final : public net::Stream::Handler, public websocket::Connection::Handler
    {
    public:
        Peer(EchoServer& server, std::unique_ptr<net::Stream> stream)
            : m_server(server)
            , m_stream(std::move(stream))
        {
            m_stream->setHandler(this);
        }
        ~Peer() = default;

        void bytesReceived(std::string_view bytes) override
        {
            m_input.append(bytes);
            const auto event = m_parser.parse(m_input);
            if (event.kind != http::ParseEvent::Kind::Head)
                return;
            const auto judgement = websocket::judge(m_parser.takeHead(), m_server.m_policy);
            std::string answer;
            if (const auto* refusal = std::get_if<websocket::HandshakeRefusal>(&judgement)) {
                http::appendHead(answer, refusal->response);
                m_stream->write(answer + refusal->body);
                return m_stream->finishWriting();
            }
            http::appendHead(answer, std::get<websocket::Acceptance>(judgement).response);
            m_stream->write(answer);
            m_connection = std::make_unique<websocket::Connection>(std::move(m_stream), websocket::Role::Server, *this,
                                                                   m_server.m_settings);
            m_connection->start(std::string_view(m_input).substr(event.consumed));
        }
        void endReceived() override { m_server.ended(*this); }
        void drained() override {}
        void closed(const std::string&) override { m_server.ended(*this); }

        void textReceived(std::string_view text) override
        {
            if (text.starts_with("close "))
                m_connection->close(static_cast<websocket::CloseCode>(std::stoi(std::string(text.substr(6)))),
                                    "as you wish");
            else
                m_connection->sendText(text);
        }
        void binaryReceived(std::string_view data) override { m_connection->sendBinary(data); }
        void closed(const websocket::Closure& closure) override
        {
            {
                const std::lock_guard lock(m_server.m_mutex);
                m_server.m_closures.push_back(closure);
            }
            m_server.ended(*this);
        }

    private:
        EchoServer& m_server;
        std::unique_ptr<net::Stream> m_stream;
        http::RequestParser m_parser{http::Limits()};
        std::string m_input;
        std::unique_ptr<websocket::Connection> m_connection;
    };

    void accept(std::unique_ptr<net::Stream> stream)
    {
        auto peer = std::make_unique<Peer>(*this, std::move(stream));
        Peer* const key = peer.get();
        m_peers.emplace(key, std::move(peer));
    }
    void ended(Peer& peer)
    {
        if (auto node = m_peers.extract(&peer))
            m_thread.loop().retire(std::move(node.mapped()));
    }

    const websocket::Settings m_settings;
    const websocket::HandshakePolicy m_policy;
    net::ListeningSocket m_listening;
    mutable std::mutex m_mutex;
    std::vector<websocket::Closure> m_closures; // guarded by m_mutex
    std::map<Peer*, std::unique_ptr<Peer>> m_peers;
    std::unique_ptr<net::Acceptor> m_acceptor;
    net::IoThread m_thread{QStringLiteral("echo")};
};

} // namespace windsock::test
