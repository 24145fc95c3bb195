// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/opener.h"

#include "core/http/writer.h"

#include <QTimer>

namespace windsock::websocket {

namespace {

constexpr std::size_t MaxBody = 64 * 1024;
// A refusal's body is worth waiting for, but not for ever: some servers never end it.
constexpr std::chrono::milliseconds BodyTimeout{2'000};

} // namespace

Opener::Opener(net::IoLoop& loop, ClientHandshake handshake, Done done)
    : m_loop(loop)
    , m_handshake(std::move(handshake))
    , m_done(std::move(done))
{
}

Opener::~Opener()
{
    if (m_stream)
        m_stream->setHandler(nullptr);
}

void Opener::start(const net::Endpoint& target, std::chrono::milliseconds timeout)
{
    m_target = target;
    m_timeout = timeout;
    QTimer::singleShot(timeout, &m_context, [this] { timedOut(); });
    m_connector = std::make_unique<net::Connector>(m_loop, [this](auto result) { connected(std::move(result)); });
    if (m_trust)
        m_connector->useTls(*m_trust);
    m_connector->start(target, timeout);
}

void Opener::connected(Result<std::unique_ptr<net::Stream>> result)
{
    m_loop.retire(std::move(m_connector));
    if (!result)
        return finish(OpenFailure{result.error(), {}, {}, {}});
    m_stream = std::move(*result);
    m_parser.emplace(http::Limits());
    std::string request;
    http::appendHead(request, requestOf(m_handshake));
    m_stream->setHandler(this);
    m_stream->write(request);
}

void Opener::bytesReceived(std::string_view bytes)
{
    m_input.append(bytes);
    parse();
}

void Opener::parse()
{
    while (m_done) {
        const http::ParseEvent event = m_parser->parse(m_input);
        const bool more = handle(event); // its body is a view into m_input
        m_input.erase(0, event.consumed);
        if (!more)
            return;
        if (event.kind == http::ParseEvent::Kind::Head)
            takeHead(m_parser->takeHead());
    }
}

bool Opener::handle(const http::ParseEvent& event)
{
    using Kind = http::ParseEvent::Kind;
    switch (event.kind) {
    case Kind::NeedMore:
        return false;
    case Kind::Head:
        return true;
    case Kind::Body:
        m_failure.body.append(event.body.substr(0, MaxBody - m_failure.body.size()));
        if (m_failure.body.size() == MaxBody)
            failWithResponse();
        return true;
    case Kind::End:
        if (m_failure.rule)
            failWithResponse();
        else
            m_parser.emplace(http::Limits()); // that was an interim response
        return true;
    case Kind::Refused:
        if (m_failure.rule)
            failWithResponse();
        else
            fail(ErrorCode::Failed,
                 QStringLiteral("What listens on %1 does not answer in HTTP: check the port, or whether it wants TLS.")
                     .arg(where()),
                 m_parser->refusal().reason);
        return false;
    }
    return false;
}

void Opener::takeHead(http::ResponseHead head)
{
    if (head.status / 100 == 1 && head.status != 101)
        return;
    const auto fault = check(head, m_handshake);
    if (!fault)
        return finish(Opened{std::move(m_stream), std::move(m_input), std::move(head)});
    const bool hasBody = head.status != 101;
    m_failure = {{ErrorCode::Refused, QString::fromStdString(fault->sentence), {}}, fault->rule, std::move(head), {}};
    if (!hasBody)
        return failWithResponse();
    QTimer::singleShot(BodyTimeout, &m_context, [this] { failWithResponse(); });
}

void Opener::endReceived()
{
    if (m_failure.rule)
        return failWithResponse();
    fail(ErrorCode::Closed,
         QStringLiteral(
             "The server on %1 closed the connection without an answer: check the port, or whether it wants TLS.")
             .arg(where()));
}

void Opener::closed(const std::string& reason)
{
    if (m_failure.rule)
        return failWithResponse();
    fail(ErrorCode::Closed,
         QStringLiteral(
             "The server on %1 broke the connection during the handshake: check the port, or look into its log.")
             .arg(where()),
         reason);
}

void Opener::timedOut()
{
    if (m_failure.rule)
        return failWithResponse();
    if (m_stream) // else the connector says it better
        fail(ErrorCode::TimedOut,
             QStringLiteral(
                 "%1 took the connection but did not answer the handshake within %2 s: check that it is a web server, "
                 "or allow it more time.")
                 .arg(where())
                 .arg(static_cast<double>(m_timeout.count()) / 1000.0));
}

void Opener::fail(ErrorCode code, const QString& sentence, const std::string& detail)
{
    finish(OpenFailure{{code, sentence, QString::fromStdString(detail)}, {}, {}, {}});
}

void Opener::failWithResponse()
{
    finish(std::move(m_failure));
}

void Opener::finish(Outcome outcome)
{
    if (m_stream)
        m_stream->abort();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(outcome));
}

QString Opener::where() const
{
    return QString::fromStdString(net::toString(m_target));
}

} // namespace windsock::websocket
