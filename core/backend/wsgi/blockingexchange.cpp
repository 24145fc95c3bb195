// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/blockingexchange.h"

#include "core/backend/answerlength.h"
#include "core/backend/wsgi/blockinglink.h"
#include "core/backend/wsgi/workerrequest.h"

namespace windsock::backend {

BlockingExchange::BlockingExchange(BlockingLink& link, const BackendRequest& request, Responder& responder)
    : m_link(link)
    , m_request(request)
    , m_responder(responder)
    , m_leaseWait(link.broker(), link.loop(), QStringLiteral("No worker has come up within a minute."),
                  [this](Result<Lease> lease) { leased(std::move(lease)); })
{
}

BlockingExchange::~BlockingExchange()
{
    m_link.forget(*this);
}

void BlockingExchange::bodyReceived(std::string_view bytes)
{
    if (m_failed)
        return;
    if (const auto kept = m_body.append(bytes); !kept) {
        m_failed = true;
        m_responder.failed(507, kept.error().sentence.toStdString());
    }
}

void BlockingExchange::requestEnded()
{
    if (!m_failed)
        m_link.askInTurn(*this);
}

void BlockingExchange::leased(Result<Lease> lease)
{
    if (!lease)
        return m_responder.failed(503, lease.error().sentence.toStdString());
    if (m_link.broker().hasDied(*lease))
        return leaseAnother(*lease);
    auto connection = m_link.takeConnection(*lease);
    if (!connection && connection.error().code != ErrorCode::Failed)
        return leaseAnother(*lease); // it has closed its door, and is about to end
    if (!connection)
        return askingFailed(*lease, connection.error());
    m_responder.leased();
    auto whole = askOn(*connection);
    if (!whole)
        return askingFailed(*lease, whole.error());
    if (whole->reusable)
        m_link.keepConnection(lease->worker, std::move(*connection));
    m_link.broker().release(lease->worker);
    answer(std::move(*whole));
}

/// Nothing of the request has been sent: another worker can have it.
void BlockingExchange::leaseAnother(const Lease& lease)
{
    m_link.broker().removeWorker(lease.worker);
    m_leaseWait.start();
}

Result<WorkerAnswer> BlockingExchange::askOn(BlockingConnection& connection)
{
    const bool chunked = m_request.framing.kind == http::Framing::Kind::Chunked;
    const std::string head = headForWorker(m_request, chunked ? std::optional(m_body.size()) : std::nullopt);
    return connection.ask(head, m_body, m_request.head.method == "HEAD", m_link.limit());
}

/// Its length is known by now, as in Tornado, whatever the framing was.
void BlockingExchange::answer(WorkerAnswer answer)
{
    removeConnectionFields(answer.head);
    auto length = answerLength(answer.framing, m_request.head.method, answer.head.status);
    if (!length && !answer.body.empty())
        length = answer.body.size();
    m_responder.responseHead(std::move(answer.head), length);
    m_responder.responseBody(answer.body);
    m_responder.responseEnded();
}

void BlockingExchange::askingFailed(const Lease& lease, const Error& error)
{
    const bool late = error.code == ErrorCode::TimedOut;
    const bool died = m_link.broker().releaseIfAlive(lease);
    m_responder.failed(late ? 504 : 502, "Worker " + std::to_string(lease.pid) +
                                             (died ? " ended without an answer: " : " gave no answer: ") +
                                             error.sentence.toStdString());
}

} // namespace windsock::backend
