// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/wsgiexchange.h"

#include "core/backend/answerlength.h"
#include "core/backend/wsgi/workerrequest.h"
#include "core/backend/wsgi/wsgilink.h"

namespace windsock::backend {

namespace {

// Bytes that may wait on the way before the faster side is held back.
constexpr std::size_t highWater = 256 * 1024;
constexpr std::chrono::milliseconds connectLimit{5'000};
// What a client must send in each interval while a worker reads its body: that of a slow telephone line.
constexpr std::chrono::milliseconds paceInterval{10'000};
constexpr std::uint64_t leastPace = 32 * 1024;

} // namespace

WsgiExchange::WsgiExchange(WsgiLink& link, const BackendRequest& request, Responder& responder)
    : m_link(link)
    , m_request(request)
    , m_responder(responder)
    , m_leaseWait(link.broker(), link.loop(),
                  QStringLiteral("No worker became free within a minute: all are busy, or none has come up."),
                  [this](Result<Lease> lease) { leased(std::move(lease)); })
{
}

WsgiExchange::~WsgiExchange()
{
    // Half a request that is being answered all the same: what the worker writes after we have closed fails.
    const bool answersHalf = m_headSeen && !bodySent();
    if (m_connection && m_lease && !answersHalf)
        m_link.finishUnheard(*m_lease, std::move(m_connection), bodySent());
    else
        giveBack();
    m_link.loop().retire(std::move(m_connection));
    m_link.loop().retire(std::move(m_connector));
}

void WsgiExchange::giveBack()
{
    if (m_lease)
        m_link.broker().release(m_lease->worker);
    m_lease.reset();
}

void WsgiExchange::start()
{
    // A client that is slow to send may not hold a worker meanwhile: what fits into the spool's memory comes first.
    m_requestEnded = m_request.framing.kind == http::Framing::Kind::None;
    m_gathering = !m_requestEnded;
    if (m_gathering)
        m_spool = std::make_unique<Spool>();
    else
        m_leaseWait.start();
}

void WsgiExchange::gather(std::string_view bytes)
{
    if (const auto kept = m_spool->append(bytes); !kept)
        return fail(507, kept.error().sentence.toStdString());
    if (!chunked() && m_spool->size() >= Spool::memoryLimit)
        gathered();
}

/// The rest is streamed: not read before there is somebody to read it.
void WsgiExchange::gathered()
{
    m_gathering = false;
    if (!m_requestEnded)
        m_responder.pauseRequest(true);
    m_leaseWait.start();
}

void WsgiExchange::leased(Result<Lease> lease)
{
    if (!lease)
        return fail(503, lease.error().sentence.toStdString());
    m_lease = std::move(*lease);
    if (m_link.broker().hasDied(*m_lease))
        return leaseAnother();
    m_responder.leased();
    m_connection = m_link.takeConnection(m_lease->worker);
    if (m_connection)
        return send();
    m_connector = std::make_unique<net::Connector>(
        m_link.loop(), [this](Result<std::unique_ptr<net::Stream>> stream) { connected(std::move(stream)); });
    m_connector->start(m_lease->endpoint, connectLimit);
}

void WsgiExchange::connected(Result<std::unique_ptr<net::Stream>> stream)
{
    // A worker that is about to end has closed its door before it goes.
    const bool gone =
        !stream && (stream.error().code == ErrorCode::NotFound || stream.error().code == ErrorCode::Refused);
    if (gone || (!stream && m_link.broker().hasDied(*m_lease)))
        return leaseAnother();
    if (!stream) {
        const std::string pid = std::to_string(m_lease->pid);
        giveBack();
        return fail(502, "Worker " + pid + " cannot be reached: " + stream.error().sentence.toStdString());
    }
    m_connection = std::make_unique<http::ClientConnection>(std::move(*stream), workerLimits);
    send();
}

/// The worker has died or is about to, and the pool has not heard of it yet. Given back, its slot would be leased again
/// and again until then; nothing of the request has been sent, so another worker can have it.
void WsgiExchange::leaseAnother()
{
    m_link.broker().removeWorker(m_lease->worker);
    m_lease.reset();
    m_link.loop().retire(std::move(m_connector)); // we are inside its call
    m_leaseWait.start();
}

void WsgiExchange::send()
{
    const auto length = chunked() ? std::optional(m_spool->size()) : std::nullopt;
    m_connection->begin(headForWorker(m_request, length), m_request.head.method == "HEAD", this);
    if (m_spool)
        sendSpooled();
}

void WsgiExchange::sendSpooled()
{
    const std::span<char> buffer = m_link.loop().scratchBuffer();
    while (m_spoolSent < m_spool->size()) {
        if (m_connection->unsent() >= highWater)
            return;
        const std::size_t got = m_spool->read(m_spoolSent, buffer);
        if (got == 0)
            return exchangeFailed("The spooled upload could not be read back.");
        m_spoolSent += got;
        m_connection->writeBody({buffer.data(), got});
    }
    m_spool.reset();
    if (m_requestEnded)
        return;
    watchPace();
    if (m_connection->unsent() < highWater)
        m_responder.pauseRequest(false);
}

/// A client that sends drop by drop may not hold a worker for ever.
void WsgiExchange::watchPace()
{
    m_pace = std::make_unique<QTimer>();
    QObject::connect(m_pace.get(), &QTimer::timeout, m_pace.get(), [this] {
        const bool waitsForWorker = m_connection && m_connection->unsent() > 0;
        if (std::exchange(m_sentOfLate, 0) >= leastPace || waitsForWorker || m_requestEnded)
            return;
        fail(408, "The client sent its body too slowly for a worker to wait for it: below " +
                      std::to_string(leastPace / 1024) + " kB in " + std::to_string(paceInterval.count() / 1000) +
                      " s.");
    });
    m_pace->start(paceInterval);
}

void WsgiExchange::bodyReceived(std::string_view bytes)
{
    if (m_gathering)
        return gather(bytes);
    if (!m_connection)
        return;
    m_sentOfLate += bytes.size();
    m_connection->writeBody(bytes);
    if (m_connection->unsent() > highWater)
        m_responder.pauseRequest(true);
}

void WsgiExchange::requestEnded()
{
    m_requestEnded = true;
    if (m_gathering)
        gathered();
}

void WsgiExchange::requestDrained()
{
    if (m_spool)
        sendSpooled();
    else
        m_responder.pauseRequest(false);
}

void WsgiExchange::writable()
{
    if (m_connection)
        m_connection->pauseResponse(false);
}

void WsgiExchange::responseHead(http::ResponseHead head, const http::Framing& framing)
{
    m_headSeen = true;
    m_pace.reset(); // it has begun to answer: what it still reads is its own affair
    removeConnectionFields(head);
    const auto length = answerLength(framing, m_request.head.method, head.status);
    m_responder.responseHead(std::move(head), length);
}

void WsgiExchange::responseBody(std::string_view bytes)
{
    m_responder.responseBody(bytes);
    if (m_connection && m_responder.unsent() > highWater)
        m_connection->pauseResponse(true);
}

void WsgiExchange::responseEnded(bool reusable)
{
    const WorkerId worker = m_lease->worker;
    // First the connection, then the slot: who gets the slot may want the connection.
    auto connection = std::move(m_connection);
    if (reusable && bodySent())
        m_link.keepConnection(worker, std::move(connection));
    else
        m_link.loop().retire(std::move(connection));
    giveBack();
    m_responder.responseEnded();
}

void WsgiExchange::exchangeFailed(const std::string& reason)
{
    m_link.loop().retire(std::move(m_connection));
    const Lease lease = *std::exchange(m_lease, std::nullopt);
    const bool died = m_link.broker().releaseIfAlive(lease);
    const std::string_view what = m_headSeen
                                      ? (died ? " ended in the middle of its answer: " : " broke its answer off: ")
                                      : (died ? " ended without an answer: " : " gave no answer: ");
    fail(502, "Worker " + std::to_string(lease.pid) + std::string(what) + reason);
}

void WsgiExchange::fail(int status, const std::string& reason)
{
    m_responder.failed(status, reason);
}

} // namespace windsock::backend
