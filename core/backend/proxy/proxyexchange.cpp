// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/proxy/proxyexchange.h"

#include "core/backend/answerlength.h"
#include "core/backend/proxy/forwarding.h"
#include "core/backend/proxy/proxylink.h"
#include "core/http/writer.h"

#include <algorithm>
#include <array>

namespace windsock::backend {

namespace {

// Bytes that may wait on the way before the faster side is held back.
constexpr std::size_t highWater = 256 * 1024;
constexpr int mostInterims = 20; // one or two are usual
const http::Limits upstreamLimits{.line = 64 * 1024, .head = 1 << 20, .body = UINT64_MAX};

/// To do it twice is to do it once (RFC 9110 §9.2.2).
bool isIdempotent(std::string_view method)
{
    constexpr std::array<std::string_view, 6> methods = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

} // namespace

ProxyExchange::ProxyExchange(ProxyLink& link, const BackendRequest& request, Responder& responder)
    : m_link(link)
    , m_request(request)
    , m_responder(responder)
{
}

ProxyExchange::~ProxyExchange()
{
    release();
}

/// The upstream learns of a client that has gone by the end of the connection.
void ProxyExchange::release()
{
    m_link.stopWatching(*this);
    m_link.loop().retire(std::move(m_connection));
    m_link.loop().retire(std::move(m_connector));
}

void ProxyExchange::start()
{
    if (hasBeenHere(m_request.head))
        return fail(508, " has sent the request back here: route to another server than this one.");
    if (!mayGoFurther(m_request.head))
        return m_responder.respond(answerHere(m_request.head), {});
    m_requestEnded = !hasBody();
    pauseRequest(hasBody()); // until there is somebody to read it
    m_connection = m_link.takeConnection();
    m_reused = m_connection != nullptr;
    if (m_reused)
        send();
    else
        connectAnew();
}

void ProxyExchange::connectAnew()
{
    if (!m_link.broker())
        return connect(m_link.upstream().endpoint);
    if (!m_leaseWait)
        m_leaseWait = std::make_unique<LeaseWait>(
            *m_link.broker(), m_link.loop(),
            QString::fromStdString("The backend " + m_link.upstream().name +
                                   " has not come up within a minute: see what it waits for."),
            [this](Result<Lease> lease) { upstreamIsUp(std::move(lease)); });
    m_leaseWait->start();
}

void ProxyExchange::upstreamIsUp(Result<Lease> lease)
{
    if (!lease)
        return m_responder.failed(503, lease.error().sentence.toStdString());
    m_link.broker()->release(lease->worker); // it was only asked where it is: it has no slots
    connect(lease->endpoint);
}

void ProxyExchange::pauseRequest(bool on)
{
    if (std::exchange(m_paused, on) != on)
        m_responder.pauseRequest(on);
}

void ProxyExchange::connect(const net::Endpoint& endpoint)
{
    m_connector = std::make_unique<net::Connector>(
        m_link.loop(), [this](Result<std::unique_ptr<net::Stream>> stream) { connected(std::move(stream)); });
    if (m_link.upstream().tls)
        m_connector->useTls({QString::fromStdString(m_link.upstream().endpoint.host), !m_link.upstream().insecure});
    m_connector->start(endpoint, m_link.upstream().connectLimit);
}

void ProxyExchange::connected(Result<std::unique_ptr<net::Stream>> stream)
{
    m_link.loop().retire(std::move(m_connector)); // we are inside its call
    if (!stream && m_link.broker())
        return fail(502, " has just ended: it is started again.");
    if (!stream)
        return m_responder.failed(stream.error().code == ErrorCode::TimedOut ? 504 : 502,
                                  stream.error().sentence.toStdString());
    m_connection = std::make_unique<http::ClientConnection>(std::move(*stream), upstreamLimits);
    m_reused = false;
    send();
}

void ProxyExchange::send()
{
    m_responder.leased();
    m_lastProgress = MonotonicClock::now();
    m_link.watch(*this);
    std::string head;
    appendHead(head, forwarded(m_request));
    m_connection->begin(head, m_request.head.method == "HEAD", this);
    pauseRequest(false);
}

void ProxyExchange::bodyReceived(std::string_view bytes)
{
    if (!m_connection)
        return;
    m_lastProgress = MonotonicClock::now();
    if (chunked()) {
        std::string chunk;
        http::appendChunk(chunk, bytes);
        m_connection->writeBody(chunk);
    } else {
        m_connection->writeBody(bytes);
    }
    if (m_connection->unsent() > highWater)
        pauseRequest(true);
}

void ProxyExchange::requestEnded()
{
    m_requestEnded = true;
    m_lastProgress = MonotonicClock::now();
    if (chunked() && m_connection)
        m_connection->writeBody(http::lastChunk);
}

void ProxyExchange::requestDrained()
{
    m_lastProgress = MonotonicClock::now();
    pauseRequest(false);
}

void ProxyExchange::writable()
{
    m_lastProgress = MonotonicClock::now();
    if (m_connection)
        m_connection->pauseResponse(false);
}

/// 100 is between us and the upstream; the others are for the client (RFC 9110 §15.2).
void ProxyExchange::interimHead(const http::ResponseHead& head)
{
    if (++m_interims > mostInterims)
        return refuseInterims();
    if (head.status != 100)
        m_responder.interim(forwarded(head));
}

/// None of them is progress: they could go on for ever.
void ProxyExchange::refuseInterims()
{
    release();
    fail(502, " sent more than " + std::to_string(mostInterims) + " informational answers (1xx) and no other.");
}

void ProxyExchange::responseHead(http::ResponseHead head, const http::Framing& framing)
{
    m_headSeen = true;
    m_lastProgress = MonotonicClock::now();
    const auto length = answerLength(framing, m_request.head.method, head.status);
    m_responder.responseHead(forwarded(std::move(head)), length);
}

void ProxyExchange::responseBody(std::string_view bytes)
{
    m_lastProgress = MonotonicClock::now();
    m_responder.responseBody(bytes);
    if (m_connection && m_responder.unsent() > highWater)
        m_connection->pauseResponse(true);
}

void ProxyExchange::responseEnded(bool reusable)
{
    m_link.stopWatching(*this);
    if (reusable && m_requestEnded)
        m_link.keepConnection(std::move(m_connection));
    else
        m_link.loop().retire(std::move(m_connection));
    m_responder.responseEnded();
}

bool ProxyExchange::protocolSwitched(const http::ResponseHead& head)
{
    if (!asksForUpgrade(m_request))
        return false;
    m_link.stopWatching(*this);
    auto detached = m_connection->detach();
    m_link.loop().retire(std::move(m_connection));
    m_responder.protocolSwitched(forwarded(head), std::move(detached));
    return true;
}

/// A connection that had been idle was perhaps closed just as we used it: nothing was answered, so the request was not
/// seen, or may be seen twice; and it can be sent again.
bool ProxyExchange::mayTryAgain() const
{
    return m_reused && !m_headSeen && !hasBody() && isIdempotent(m_request.head.method);
}

void ProxyExchange::exchangeFailed(const std::string& reason)
{
    m_link.stopWatching(*this);
    m_link.loop().retire(std::move(m_connection));
    if (mayTryAgain())
        return connectAnew();
    fail(502, (m_headSeen ? " broke its answer off: " : " gave no answer: ") + reason);
}

void ProxyExchange::checkDeadline(Monotonic now)
{
    // Whom nobody reads is not late, nor is who waits for the client; one that does not read what it is sent, is.
    const bool waitsForOthers = m_responder.unsent() > 0 || (!m_requestEnded && !m_paused);
    if (std::exchange(m_lastUnsent, m_connection->unsent()) > m_connection->unsent())
        m_lastProgress = now;
    if (waitsForOthers || now - m_lastProgress < m_link.upstream().answerLimit)
        return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_link.upstream().answerLimit).count();
    release();
    fail(504, (m_headSeen ? " was silent in the middle of its answer for " : " did not answer within ") +
                  std::to_string(seconds) + " s: see what it waits for.");
}

void ProxyExchange::fail(int status, const std::string& what)
{
    m_responder.failed(status, "The backend " + m_link.upstream().name + what);
}

} // namespace windsock::backend
