// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opener: one attempt to open a WebSocket as a client: connects, shakes hands, hands the stream over or says why not.
// Lives on its IoLoop's thread; destroying it gives up silently. Do not destroy it inside its own callback: retire it.
#pragma once

#include "core/base/result.h"
#include "core/http/responseparser.h"
#include "core/net/connector.h"
#include "core/websocket/clienthandshake.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace windsock::websocket {

/// What Connection needs: `leftover` came behind the 101 and goes to Connection::start().
struct Opened
{
    std::unique_ptr<net::Stream> stream;
    std::string leftover;
    http::ResponseHead response;
};

struct OpenFailure
{
    Error error;                                ///< of a status other than 101 the bare fact
    std::optional<HandshakeRule> rule;          ///< set when there was a response that broke one
    std::optional<http::ResponseHead> response; ///< set with `rule`
    std::string body;                           ///< its first 64 KiB
};

class Opener final : private net::Stream::Handler
{
public:
    using Outcome = std::variant<Opened, OpenFailure>;
    /// Called once, never from inside start().
    using Done = std::function<void(Outcome)>;

    Opener(net::IoLoop& loop, ClientHandshake handshake, Done done);
    ~Opener();
    Opener(const Opener&) = delete;
    Opener& operator=(const Opener&) = delete;

    /// wss://. Before start().
    void useTls(net::TlsTrust trust) { m_trust = std::move(trust); }
    /// `timeout` is for connecting and shaking hands together.
    void start(const net::Endpoint& target, std::chrono::milliseconds timeout);

private:
    void bytesReceived(std::string_view bytes) override;
    void endReceived() override;
    void drained() override {}
    void closed(const std::string& reason) override;

    void connected(Result<std::unique_ptr<net::Stream>> result);
    void parse();
    bool handle(const http::ParseEvent& event);
    void takeHead(http::ResponseHead head);
    void timedOut();
    void fail(ErrorCode code, const QString& sentence, const std::string& detail = {});
    void failWithResponse();
    void finish(Outcome outcome);
    QString where() const;

    net::IoLoop& m_loop;
    const ClientHandshake m_handshake;
    Done m_done;
    std::optional<net::TlsTrust> m_trust; // with TLS
    net::Endpoint m_target;
    std::chrono::milliseconds m_timeout{0};
    std::unique_ptr<net::Connector> m_connector;
    std::unique_ptr<net::Stream> m_stream;
    std::optional<http::ResponseParser> m_parser;
    std::string m_input;   // received and not yet parsed
    OpenFailure m_failure; // once a response broke a rule
    QObject m_context;     // timers die with it
};

} // namespace windsock::websocket
