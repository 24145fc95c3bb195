// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lane that speaks HTTP/1.1. Lives on the generator's thread; owned as a Lane.
#include "core/bench/lane.h"
#include "core/http/clientconnection.h"
#include "core/http/writer.h"

namespace windsock::bench {

namespace {

/// What every request of the plan is on the wire.
std::string requestOf(const Plan& plan)
{
    http::RequestHead head;
    head.method = plan.method;
    head.target = plan.target.path;
    head.headers.add("Host", plan.target.host);
    head.headers.add("User-Agent", "windsock");
    head.headers.add("Accept", "*/*");
    if (!plan.keepAlive)
        head.headers.add("Connection", "close");
    if (!plan.body.empty())
        head.headers.add("Content-Length", std::to_string(plan.body.size()));
    for (const auto& [name, value] : plan.headers)
        head.headers.set(name, value);
    std::string out;
    http::appendHead(out, head);
    return out + plan.body;
}

http::Limits limits()
{
    http::Limits limits;
    limits.body = 1ull << 40; // bodies are counted, never kept
    return limits;
}

class HttpLane final : public Lane, private http::ClientConnection::Delegate
{
public:
    HttpLane(net::IoLoop& loop, const Plan& plan, Owner& owner)
        : m_loop(loop)
        , m_plan(plan)
        , m_owner(owner)
        , m_request(requestOf(plan))
    {
    }

    void prepare() override { m_owner.lanePrepared(*this); }
    void begin(Monotonic now) override;
    void giveUp(const QString& sentence) override;

private:
    void responseHead(http::ResponseHead head, const http::Framing& framing) override;
    void responseBody(std::string_view bytes) override { m_answer.body += bytes.size(); }
    void responseEnded(bool reusable) override;
    void exchangeFailed(const std::string& reason) override;
    void requestDrained() override { m_answer.sent = MonotonicClock::now(); }

    void connect();
    void connected(Result<std::unique_ptr<net::Stream>> result);
    void send();
    void drop();

    net::IoLoop& m_loop;
    const Plan& m_plan;
    Owner& m_owner;
    const std::string m_request;
    std::unique_ptr<net::Connector> m_connector;
    std::unique_ptr<http::ClientConnection> m_connection;
    std::string m_server;
    Answer m_answer;
    std::uint64_t m_receivedBefore = 0; // on this connection
    bool m_reused = false;
};

void HttpLane::begin(Monotonic now)
{
    m_answer = {};
    m_answer.begun = now;
    m_reused = m_connection && m_connection->usable();
    if (m_reused)
        return send();
    connect();
}

void HttpLane::connect()
{
    drop();
    m_reused = false;
    m_connector = std::make_unique<net::Connector>(m_loop, [this](auto result) { connected(std::move(result)); });
    connectTo(*m_connector, m_plan);
}

void HttpLane::connected(Result<std::unique_ptr<net::Stream>> result)
{
    m_loop.retire(std::move(m_connector));
    if (!result) {
        return m_owner.requestFailed(
            *this, result.error().code == ErrorCode::TimedOut ? FailureKind::Timeout : FailureKind::Connect,
            result.error().sentence);
    }
    m_answer.connecting = elapsed(m_answer.begun, MonotonicClock::now());
    m_owner.laneConnected(m_answer.connecting);
    m_connection = std::make_unique<http::ClientConnection>(std::move(*result), limits());
    send();
}

void HttpLane::send()
{
    m_receivedBefore = m_connection->received();
    m_connection->begin(m_request, m_plan.method == "HEAD", this);
    m_answer.sentBytes = m_request.size();
    m_answer.sent = m_connection && m_connection->unsent() == 0 ? MonotonicClock::now() : m_answer.begun;
}

void HttpLane::responseHead(http::ResponseHead head, const http::Framing&)
{
    m_answer.headed = MonotonicClock::now();
    m_answer.good = head.status / 100 == 2;
    m_server = std::string(head.headers.find("Server").value_or(""));
}

void HttpLane::responseEnded(bool reusable)
{
    m_answer.ended = MonotonicClock::now();
    m_answer.reusable = reusable && m_plan.keepAlive;
    m_answer.received = m_connection->received() - m_receivedBefore;
    m_answer.server = m_server;
    if (!m_answer.reusable)
        drop();
    m_owner.requestEnded(*this, m_answer);
}

void HttpLane::exchangeFailed(const std::string& reason)
{
    const bool closedMeanwhile = m_reused && m_connection->received() == m_receivedBefore;
    // An idle connection may be closed by the server at any time, also just now (RFC 9112 §9.3.1).
    if (closedMeanwhile && m_plan.body.empty())
        return connect();
    drop();
    m_owner.requestFailed(*this, FailureKind::Receive,
                          QStringLiteral("An answer of %1 broke off: %2")
                              .arg(QString::fromStdString(m_plan.target.url), QString::fromStdString(reason)));
}

void HttpLane::giveUp(const QString& sentence)
{
    m_loop.retire(std::move(m_connector));
    if (m_connection)
        m_connection->setDelegate(nullptr);
    drop();
    m_owner.requestFailed(*this, FailureKind::Timeout, sentence);
}

void HttpLane::drop()
{
    m_loop.retire(std::move(m_connection));
}

} // namespace

std::unique_ptr<Lane> makeHttpLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner)
{
    return std::make_unique<HttpLane>(loop, plan, owner);
}

} // namespace windsock::bench
