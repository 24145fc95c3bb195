// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/exchange.h"

#include "core/web/ioserver.h"
#include "core/web/requesthandler.h"

namespace windsock::web {

namespace {

/// What no route matches.
class NotFoundHandler final : public RequestHandler
{
public:
    using RequestHandler::RequestHandler;
    void requestEnded() override { respondError(404); }
};

std::shared_ptr<const journal::Begun> makeBegun(IoServer& server, const http::ServerConnection& connection,
                                                const Route* route, http::RequestHead head)
{
    auto begun = std::make_shared<journal::Begun>();
    begun->id = server.services().journal.nextExchange();
    begun->connection = connection.id();
    begun->at = WallClock::now();
    begun->head = connection.headTime();
    begun->source = route ? route->source : journal::Source::Web;
    if (route)
        begun->route = route->pattern.text();
    begun->client = connection.client();
    begun->server = connection.server();
    begun->request = std::move(head);
    return begun;
}

} // namespace

Exchange::Exchange(IoServer& server, http::ServerConnection& connection, http::RequestHead head)
    : m_server(server)
    , m_connection(connection)
    , m_application(server.application())
    , m_requestBody(server.services().bodies.capture())
    , m_responseBody(server.services().bodies.capture())
{
    auto match = m_application->match(head.path());
    m_route = match.route;
    m_begun = makeBegun(server, connection, m_route, std::move(head));
    m_phases.accepted = connection.idleSince();
    m_phases.head = connection.headTime();
    server.services().journal.append(m_begun);
    server.metrics().inFlight.fetch_add(1, std::memory_order_relaxed);
    m_handler = m_route ? m_route->handler(*this, std::move(match.captures)) : std::make_unique<NotFoundHandler>(*this);
}

Exchange::~Exchange() = default;

void Exchange::start()
{
    m_handler->start();
    if (!responseBegun() && requestFraming().kind != http::Framing::Kind::None)
        m_connection.sendContinue();
}

void Exchange::bodyReceived(std::string_view bytes)
{
    m_requestBody.append(bytes);
    m_handler->bodyReceived(bytes);
}

void Exchange::requestEnded()
{
    m_phases.body = MonotonicClock::now();
    m_handler->requestEnded();
}

void Exchange::writable()
{
    m_handler->writable();
}

void Exchange::pauseRequest(bool on)
{
    m_connection.pauseBody(on);
}

void Exchange::respond(http::ResponseHead head, std::string_view body)
{
    m_status = head.status;
    m_responseBody.append(request().method == "HEAD" ? std::string_view() : body);
    m_connection.respond(std::move(head), body);
}

void Exchange::beginResponse(http::ResponseHead head, std::optional<std::uint64_t> length)
{
    m_status = head.status;
    m_connection.beginResponse(std::move(head), length);
}

void Exchange::write(std::string_view body)
{
    if (request().method != "HEAD")
        m_responseBody.append(body);
    m_connection.write(body);
}

void Exchange::finish()
{
    m_connection.finish();
}

void Exchange::fail(int status, const std::string& reason)
{
    if (responseBegun() && !m_connection.takeBackResponse())
        return m_connection.cut(reason);
    m_failure = reason;
    const std::string title = std::to_string(status) + ": " + std::string(http::reasonPhrase(status));
    respond({status, {}, {{"Content-Type", "text/plain; charset=utf-8"}}}, title + "\n");
}

void Exchange::upgrade(const http::ResponseHead& head, std::function<void(http::DetachedStream)> taken)
{
    m_status = head.status;
    m_upgraded = true;
    m_connection.upgrade(head, [this, taken = std::move(taken)](http::DetachedStream detached) {
        // Before the session speaks: it may end at once, and its end is the second outcome.
        record(m_status, Ending::Answered);
        taken(std::move(detached));
    });
}

void Exchange::note(journal::Level level, journal::Channel channel, std::string text)
{
    m_server.services().journal.note(level, channel, std::move(text), id());
}

void Exchange::responseWritten()
{
    record(m_status, Ending::Answered);
}

void Exchange::connectionLost(const std::string& reason, const http::Refusal* refusal)
{
    m_failure = reason;
    if (refusal && !m_status)
        record(refusal->status, Ending::Answered);
    else
        record(m_status, Ending::Cut);
}

void Exchange::record(int status, Ending ending)
{
    if (m_outcome)
        return;
    m_phases.written = MonotonicClock::now();
    auto outcome = std::make_shared<journal::Outcome>();
    outcome->id = id();
    outcome->status = status;
    outcome->open = m_upgraded;
    outcome->duration = elapsed(m_phases.head, m_phases.written);
    outcome->phases = m_phases;
    outcome->response = m_connection.takeAnswer();
    outcome->requestBody = m_requestBody.take(m_server.recentBodies());
    outcome->responseBody = m_responseBody.take(m_server.recentBodies());
    outcome->failure = std::move(m_failure);
    m_server.metrics().inFlight.fetch_sub(1, std::memory_order_relaxed);
    m_server.metrics().record({m_begun->route, m_begun->source == journal::Source::Wsgi,
                               ending == Ending::Cut ? 0 : status, outcome->duration,
                               elapsed(m_phases.leased, m_phases.lastByte)},
                              m_phases.written);
    m_outcome = std::move(outcome);
    m_server.services().journal.append(m_outcome);
}

} // namespace windsock::web
