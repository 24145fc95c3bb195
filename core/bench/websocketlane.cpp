// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lane that speaks on one WebSocket: a message, its answer, the next. Lives on the generator's thread; owned as a
// Lane.
#include "core/bench/lane.h"
#include "core/websocket/connection.h"
#include "core/websocket/opener.h"

namespace windsock::bench {

namespace {

class WebSocketLane final : public Lane, public websocket::Connection::Handler
{
public:
    WebSocketLane(net::IoLoop& loop, const Plan& plan, Owner& owner)
        : m_loop(loop)
        , m_plan(plan)
        , m_owner(owner)
    {
    }
    ~WebSocketLane() override;

    void prepare() override;
    void begin(Monotonic now) override;
    void giveUp(const QString& sentence) override;

private:
    void textReceived(std::string_view text) override { answered(text.size()); }
    void binaryReceived(std::string_view data) override { answered(data.size()); }
    void closed(const websocket::Closure& closure) override;

    void open();
    void settled(websocket::Opener::Outcome outcome);
    void refused(const websocket::OpenFailure& failure);
    void say();
    void answered(std::size_t size);

    net::IoLoop& m_loop;
    const Plan& m_plan;
    Owner& m_owner;
    std::unique_ptr<websocket::Opener> m_opener;
    std::unique_ptr<websocket::Connection> m_connection;
    Answer m_answer;
    Monotonic m_opening;
    bool m_preparing = false;
    bool m_asked = false; // a message waits for its answer, or for the WebSocket
};

WebSocketLane::~WebSocketLane()
{
    if (m_connection)
        m_connection->abort();
}

void WebSocketLane::prepare()
{
    m_preparing = true;
    open();
}

void WebSocketLane::open()
{
    m_opening = MonotonicClock::now();
    websocket::ClientHandshake handshake;
    handshake.host = m_plan.target.host;
    handshake.target = m_plan.target.path;
    handshake.key = websocket::newKey();
    handshake.headers = m_plan.headers;
    m_opener = std::make_unique<websocket::Opener>(m_loop, std::move(handshake),
                                                   [this](auto outcome) { settled(std::move(outcome)); });
    if (m_plan.target.tls)
        m_opener->useTls(trustOf(m_plan));
    m_opener->start(m_plan.target.endpoint, m_plan.timeout);
}

void WebSocketLane::settled(websocket::Opener::Outcome outcome)
{
    m_loop.retire(std::move(m_opener));
    auto* opened = std::get_if<websocket::Opened>(&outcome);
    if (!opened)
        return refused(std::get<websocket::OpenFailure>(outcome));
    m_owner.laneConnected(elapsed(m_opening, MonotonicClock::now()));
    m_connection = std::make_unique<websocket::Connection>(std::move(opened->stream), websocket::Role::Client, *this);
    m_connection->start(opened->leftover);
    if (std::exchange(m_preparing, false))
        m_owner.lanePrepared(*this);
    else if (m_asked && m_connection)
        say();
}

void WebSocketLane::refused(const websocket::OpenFailure& failure)
{
    QString sentence = failure.error.sentence;
    if (failure.rule == websocket::HandshakeRule::Status)
        sentence = QStringLiteral("%1 is no WebSocket there (status %2): check the address.")
                       .arg(QString::fromStdString(m_plan.target.url))
                       .arg(failure.response->status);
    m_asked = false;
    const auto kind = failure.error.code == ErrorCode::TimedOut ? FailureKind::Timeout : FailureKind::Connect;
    m_owner.requestFailed(*this, kind, sentence);
    if (std::exchange(m_preparing, false))
        m_owner.lanePrepared(*this);
}

void WebSocketLane::begin(Monotonic now)
{
    m_answer = {};
    m_answer.begun = now;
    m_asked = true;
    if (m_connection)
        say();
    else if (!m_opener)
        open();
}

void WebSocketLane::say()
{
    if (!m_connection->isOpen())
        return; // closed() is on its way and tells it
    m_connection->sendText(m_plan.message);
    m_answer.sentBytes = m_plan.message.size();
    m_answer.sent = MonotonicClock::now();
}

void WebSocketLane::answered(std::size_t size)
{
    if (!std::exchange(m_asked, false))
        return; // nobody asked: a greeting, or a second answer
    m_answer.ended = m_answer.headed = MonotonicClock::now();
    m_answer.received = m_answer.body = size;
    m_answer.reusable = true;
    m_owner.requestEnded(*this, m_answer);
}

void WebSocketLane::closed(const websocket::Closure& closure)
{
    m_loop.retire(std::move(m_connection));
    if (!std::exchange(m_asked, false))
        return; // the next message opens another
    const QString reason = closure.code == websocket::CloseCode::Abnormal
                               ? QString::fromStdString(closure.detail)
                               : QString::number(static_cast<int>(closure.code));
    m_owner.requestFailed(*this, FailureKind::Receive,
                          QStringLiteral("%1 closed a WebSocket (%2) before it had answered.")
                              .arg(QString::fromStdString(m_plan.target.url), reason));
}

void WebSocketLane::giveUp(const QString& sentence)
{
    m_asked = false;
    m_loop.retire(std::move(m_opener));
    if (m_connection)
        m_connection->abort();
    m_loop.retire(std::move(m_connection));
    m_owner.requestFailed(*this, FailureKind::Timeout, sentence);
}

} // namespace

std::unique_ptr<Lane> makeWebSocketLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner)
{
    return std::make_unique<WebSocketLane>(loop, plan, owner);
}

} // namespace windsock::bench
