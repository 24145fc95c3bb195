// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The session on our own codec: it sees refusals and control frames. Lives on the client's thread; owned as a Session.
#include "core/chat/refusal.h"
#include "core/chat/session.h"
#include "core/websocket/connection.h"
#include "core/websocket/opener.h"

namespace windsock::chat {

namespace {

Kind kindOf(websocket::Opcode opcode)
{
    switch (opcode) {
    case websocket::Opcode::Ping:
        return Kind::Ping;
    case websocket::Opcode::Pong:
        return Kind::Pong;
    case websocket::Opcode::Close:
        return Kind::Close;
    case websocket::Opcode::Binary:
        return Kind::Binary;
    default:
        return Kind::Text;
    }
}

class OwnSession final : public Session, public websocket::Connection::Handler, private websocket::FrameObserver
{
public:
    explicit OwnSession(Context context)
        : m_context(std::move(context))
    {
    }
    ~OwnSession() override
    {
        if (m_connection)
            m_connection->close(websocket::CloseCode::GoingAway);
    }

    void start() override;
    void sendText(std::string_view text) override { use(&websocket::Connection::sendText, text); }
    void sendBinary(std::string_view data) override { use(&websocket::Connection::sendBinary, data); }
    void ping(std::string_view payload) override { use(&websocket::Connection::ping, payload); }
    void pong(std::string_view payload) override { use(&websocket::Connection::pong, payload); }
    void close(std::uint16_t code, const std::string& reason) override;

private:
    void textReceived(std::string_view text) override { received(Kind::Text, text); }
    void binaryReceived(std::string_view data) override { received(Kind::Binary, data); }
    void closed(const websocket::Closure& closure) override;
    void frameSeen(websocket::Direction direction, const websocket::FrameHeader& header, std::string_view payload,
                   Monotonic time) override;

    void use(bool (websocket::Connection::*send)(std::string_view), std::string_view data);
    void received(Kind kind, std::string_view data) { m_context.recorder.received(kind, data, MonotonicClock::now()); }
    void settled(websocket::Opener::Outcome outcome);
    void refused(websocket::OpenFailure failure);
    void opened(websocket::Opened opened);
    websocket::ClientHandshake handshake() const;

    const Context m_context;
    std::unique_ptr<websocket::Opener> m_opener;
    std::unique_ptr<websocket::Connection> m_connection;
};

void OwnSession::start()
{
    m_opener = std::make_unique<websocket::Opener>(m_context.loop, handshake(),
                                                   [this](auto outcome) { settled(std::move(outcome)); });
    if (m_context.address.tls)
        m_opener->useTls({QString::fromStdString(m_context.address.endpoint.host), !m_context.options.insecure,
                          m_context.options.trusted});
    m_opener->start(m_context.address.endpoint, m_context.options.connectTimeout);
}

websocket::ClientHandshake OwnSession::handshake() const
{
    const ChatOptions& options = m_context.options;
    websocket::ClientHandshake handshake;
    handshake.host = m_context.address.host;
    handshake.target = m_context.address.target;
    handshake.key = websocket::newKey();
    handshake.origin = options.origin.toStdString();
    for (const QString& subprotocol : options.subprotocols)
        handshake.subprotocols.push_back(subprotocol.toStdString());
    handshake.headers = options.headers;
    if (options.deflate)
        handshake.deflate.emplace();
    return handshake;
}

void OwnSession::settled(websocket::Opener::Outcome outcome)
{
    m_context.loop.retire(std::move(m_opener));
    if (auto* success = std::get_if<websocket::Opened>(&outcome))
        opened(std::move(*success));
    else
        refused(std::get<websocket::OpenFailure>(std::move(outcome)));
}

void OwnSession::refused(websocket::OpenFailure failure)
{
    std::string why = failure.error.sentence.toStdString();
    if (failure.rule == websocket::HandshakeRule::Status)
        why = explainRefusal({m_context.address.host, m_context.address.target, m_context.options.origin.toStdString()},
                             *failure.response, failure.body);
    m_context.recorder.refused(std::move(why), std::move(failure.response), std::move(failure.body));
}

void OwnSession::opened(websocket::Opened opened)
{
    websocket::Settings settings;
    settings.closeTimeout = m_context.options.closeTimeout;
    settings.deflate = websocket::readDeflateAnswer(opened.response.headers, handshake().deflate).parameters;
    m_connection =
        std::make_unique<websocket::Connection>(std::move(opened.stream), websocket::Role::Client, *this, settings);
    m_connection->setObserver(this);
    std::string what = m_context.address.url.toStdString();
    if (const auto subprotocol = opened.response.headers.find("Sec-WebSocket-Protocol"))
        what += " (subprotocol " + std::string(*subprotocol) + ')';
    if (settings.deflate)
        what += " (deflate)";
    m_context.recorder.opened(std::move(what));
    m_connection->start(opened.leftover);
    m_context.opened();
}

void OwnSession::use(bool (websocket::Connection::*send)(std::string_view), std::string_view data)
{
    if (m_connection)
        (m_connection.get()->*send)(data);
}

void OwnSession::close(std::uint16_t code, const std::string& reason)
{
    if (m_connection) {
        m_connection->close(static_cast<websocket::CloseCode>(code), reason);
    } else if (m_opener) {
        m_opener.reset(); // a job of the loop's: the opener is not on the stack
        m_context.recorder.refused("You closed the connection before the server had answered.");
    }
}

/// Rows of what is sent, and of control frames; received messages come whole by the Handler.
void OwnSession::frameSeen(websocket::Direction direction, const websocket::FrameHeader& header,
                           std::string_view payload, Monotonic time)
{
    const bool isReceived = direction == websocket::Direction::Received;
    if (isReceived && !websocket::isControl(header.opcode))
        return;
    std::uint16_t code = 0;
    if (header.opcode == websocket::Opcode::Close) {
        code = static_cast<std::uint16_t>(websocket::closeCodeIn(payload));
        payload.remove_prefix(std::min<std::size_t>(payload.size(), 2));
        m_context.recorder.setState(ChatState::Closing);
    }
    if (isReceived)
        m_context.recorder.received(kindOf(header.opcode), payload, time, code);
    else
        m_context.recorder.sent(kindOf(header.opcode), payload, time, code);
}

void OwnSession::closed(const websocket::Closure& closure)
{
    m_context.loop.retire(std::move(m_connection));
    std::string why;
    if (closure.violation != websocket::Violation::None)
        why = "The server broke the protocol, so Windsock closed the connection: " + closure.detail;
    else if (closure.code == websocket::CloseCode::Abnormal)
        why = "The connection broke without a close frame: " + closure.detail;
    m_context.recorder.closed(std::move(why));
}

} // namespace

std::unique_ptr<Session> makeOwnSession(Session::Context context)
{
    return std::make_unique<OwnSession>(std::move(context));
}

} // namespace windsock::chat
