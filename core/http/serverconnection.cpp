// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/serverconnection.h"

#include "core/http/requestrules.h"
#include "core/http/writer.h"

namespace windsock::http {

using Kind = ParseEvent::Kind;

namespace {

// Requests that were sent ahead of their turn; beyond this the kernel keeps them.
constexpr std::size_t pipelineLimit = 64 * 1024;
// After an answer that came before the request's end: how long its rest is read and thrown away, so that the answer is
// not destroyed by the reset that closing with unread bytes would send.
constexpr std::chrono::seconds lingerLimit{5};
constexpr std::chrono::milliseconds lastLingerLimit{500}; // while the server stops: nothing new is to come

} // namespace

ServerConnection::ServerConnection(net::IoLoop& loop, std::unique_ptr<net::Stream> stream, ConnectionId id,
                                   const ServerOptions& options, Delegate& delegate)
    : m_loop(loop)
    , m_stream(std::move(stream))
    , m_id(id)
    , m_options(options)
    , m_delegate(delegate)
    , m_client(m_stream->peer())
    , m_server(m_stream->local())
    , m_idleSince(MonotonicClock::now())
    , m_lastProgress(m_idleSince)
{
}

ServerConnection::~ServerConnection()
{
    if (m_stream)
        m_stream->abort();
}

void ServerConnection::start()
{
    m_stream->setHandler(this);
}

// --- reading
// -----------------------------------------------------------------------------------------------------------

void ServerConnection::bytesReceived(std::string_view bytes)
{
    m_lastProgress = MonotonicClock::now();
    if (m_lingering)
        return; // thrown away
    if (m_input.empty() && !m_processing) {
        // The usual case: a whole request in one read, parsed where it lies.
        const std::size_t used = consume(bytes);
        m_input.append(bytes.substr(std::min(used, bytes.size())));
    } else {
        m_input.append(bytes);
        process();
    }
    if (m_taken)
        handOver();
    if (!m_ended)
        updateReading();
}

void ServerConnection::process()
{
    if (m_processing || m_ended)
        return;
    // Without input too: the end of a body that was paused at its last byte is still to be told.
    if (!m_input.empty() || m_parser) {
        std::string input;
        input.swap(m_input);
        const std::size_t used = consume(input);
        input.erase(0, used);
        input.append(m_input);
        m_input.swap(input);
    }
    if (m_taken)
        handOver();
    else if (m_inputEnded && !m_bodyPaused && !m_lingering)
        endOfInput();
}

/// Consumes what can be consumed now and returns how much that was.
std::size_t ServerConnection::consume(std::string_view bytes)
{
    m_processing = true;
    std::size_t used = 0;
    while (!m_ended && !m_lingering && !m_taken && !m_bodyPaused && (!m_request || !m_requestComplete)) {
        if (!m_parser) {
            if (m_closing || used == bytes.size())
                break;
            m_parser.emplace(m_options.limits);
            m_headBegan = MonotonicClock::now();
        }
        const ParseEvent event = m_parser->parse(bytes.substr(used));
        used += event.consumed;
        if (!handle(event) && event.consumed == 0)
            break;
    }
    m_processing = false;
    return m_ended || m_lingering ? bytes.size() : used;
}

/// False when more bytes are needed first.
bool ServerConnection::handle(const ParseEvent& event)
{
    switch (event.kind) {
    case Kind::NeedMore:
        return false;
    case Kind::Head:
        beginRequest();
        return true;
    case Kind::Body:
        if (m_request && !m_finished)
            m_request->bodyReceived(event.body);
        return true;
    case Kind::End:
        m_requestComplete = true;
        m_parser.reset();
        if (m_request && !m_finished)
            m_request->requestEnded();
        return true;
    case Kind::Refused:
        refuse(m_parser->refusal());
        return true;
    }
    return false;
}

void ServerConnection::beginRequest()
{
    RequestHead head = m_parser->takeHead();
    m_headTime = MonotonicClock::now();
    m_framing = m_parser->framing();
    m_requestComplete = false;
    m_responseBegun = m_finished = false;
    m_isHead = head.method == "HEAD";
    m_http10 = head.version == Version::Http10;
    m_keepAlive = wantsKeepAlive(head) && !m_closing;
    m_expectsContinue = !m_http10 && m_framing.kind != Framing::Kind::None && head.headers.contains("Expect");
    m_request = m_delegate.requestBegan(*this, std::move(head));
    if (m_framing.kind != Framing::Kind::None)
        return m_request->start();
    // Nothing follows: it is complete before it is answered, so that the answer need not close the connection.
    m_requestComplete = true;
    m_parser.reset();
    m_request->start();
    if (m_request && !m_finished)
        m_request->requestEnded();
}

void ServerConnection::refuse(const Refusal& refusal)
{
    const Refusal kept = refusal; // the parser goes
    RequestHead partial = m_parser ? m_parser->takeHead() : RequestHead();
    const bool inBody = m_request != nullptr;
    m_parser.reset();
    m_closing = true;
    m_keepAlive = false;
    if (inBody && m_responseBegun)
        return lose(kept.reason, &kept);
    m_isHead = m_responseBegun = m_finished = false;
    ResponseHead head{kept.status, {}, {{"Content-Type", "text/plain; charset=utf-8"}}};
    auto owner = std::move(m_request); // its answer is ours now
    m_requestComplete = true;
    respond(std::move(head), std::to_string(kept.status) + " " + std::string(reasonPhrase(kept.status)) + "\n");
    if (owner) {
        owner->connectionLost(kept.reason, &kept);
        m_loop.retire(std::move(owner)); // it may be what ended the pause that led here
    } else {
        m_delegate.requestRefused(*this, kept, std::move(partial));
    }
    if (!m_ended)
        linger();
}

void ServerConnection::pauseBody(bool on)
{
    if (m_bodyPaused == on)
        return;
    m_bodyPaused = on;
    if (!on)
        process();
    if (!m_ended)
        updateReading();
}

void ServerConnection::updateReading()
{
    if (!m_stream)
        return;
    const bool ahead = m_request && m_requestComplete && m_input.size() >= pipelineLimit;
    m_stream->setReading(!m_bodyPaused && !ahead);
}

void ServerConnection::endReceived()
{
    m_inputEnded = true;
    if (m_lingering)
        return end();
    endOfInput();
}

/// Nothing will come behind what has been looked at. A half-closed client still gets its answers: of the request in
/// hand, and of those it had sent ahead.
void ServerConnection::endOfInput()
{
    if (!m_request && !m_parser)
        return end();
    if (!m_requestComplete || !m_request)
        return lose("The client closed in the middle of its request.");
    if (m_input.empty())
        m_closing = true;
}

void ServerConnection::sendInterim(const ResponseHead& head)
{
    if (m_http10 || m_responseBegun || !m_stream || !m_request)
        return;
    std::string text;
    appendHead(text, head);
    m_stream->write(text);
}

void ServerConnection::sendContinue()
{
    if (!m_expectsContinue || m_responseBegun || m_requestComplete)
        return;
    m_expectsContinue = false;
    m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
}

// --- answering
// ---------------------------------------------------------------------------------------------------------

void ServerConnection::beginResponse(ResponseHead head, std::optional<std::uint64_t> length)
{
    if (m_responseBegun || !m_stream)
        return;
    m_responseBegun = true;
    // A request that is still coming would be taken for the next one.
    const bool mayKeepAlive = m_keepAlive && m_requestComplete && !m_closing;
    m_writer.begin(std::move(head), length, {m_isHead, m_http10, mayKeepAlive}, m_options.serverName);
    m_keepAlive = m_writer.keepsAlive();
}

bool ServerConnection::takeBackResponse()
{
    if (!m_responseBegun || m_finished || !m_stream || !m_writer.holdsHead())
        return false;
    m_writer.takeBack();
    m_responseBegun = false;
    return true;
}

void ServerConnection::respond(ResponseHead head, std::string_view body)
{
    beginResponse(std::move(head), body.size());
    if (m_stream && !m_finished)
        m_writer.write(*m_stream, body); // an empty one too: the head leaves with it
    finish();
}

void ServerConnection::write(std::string_view body)
{
    if (!body.empty() && m_stream && !m_finished)
        m_writer.write(*m_stream, body);
}

void ServerConnection::finish()
{
    if (m_finished || !m_responseBegun)
        return;
    if (m_stream && !m_writer.finish(*m_stream))
        return cut("The answer was shorter than its Content-Length.");
    m_finished = true;
    if (m_stream && m_stream->unsent() == 0)
        answerDone();
}

void ServerConnection::drained()
{
    m_lastProgress = MonotonicClock::now();
    if (m_finished)
        answerDone();
    else if (m_request)
        m_request->writable();
}

void ServerConnection::answerDone()
{
    m_idleSince = m_lastProgress = MonotonicClock::now();
    if (auto request = std::move(m_request)) {
        request->responseWritten();
        m_loop.retire(std::move(request));
        afterAnswer();
    }
}

void ServerConnection::afterAnswer()
{
    m_bodyPaused = false;
    if (!m_keepAlive || m_closing) {
        if (m_requestComplete && m_inputEnded)
            end();
        else
            linger();
        return;
    }
    // The request that was sent ahead. When consume() is on the stack it goes on by itself.
    process();
    if (!m_ended)
        updateReading();
}

void ServerConnection::cut(const std::string& reason)
{
    lose(reason);
}

void ServerConnection::upgrade(const ResponseHead& head, std::function<void(DetachedStream)> taken)
{
    if (m_ended || !m_stream)
        return; // the client has gone in this very turn
    m_writer.switchProtocols(*m_stream, head);
    m_closing = m_responseBegun = m_finished = true;
    m_taken = std::move(taken);
    if (!m_processing)
        handOver();
}

void ServerConnection::handOver()
{
    m_stream->setHandler(nullptr);
    m_stream->setReading(true);
    const auto taken = std::exchange(m_taken, nullptr);
    taken({std::move(m_stream), std::move(m_input), m_inputEnded});
    if (auto request = std::move(m_request)) {
        request->responseWritten();
        m_loop.retire(std::move(request));
    }
    end();
}

// --- ending
// ------------------------------------------------------------------------------------------------------------

/// FIN, then throw away what still comes until the client closes or time is up.
void ServerConnection::linger()
{
    m_closing = true;
    if (m_lingering || m_ended)
        return;
    if (m_inputEnded)
        return end();
    m_lingering = true;
    m_parser.reset();
    m_input = std::string();
    m_lastProgress = MonotonicClock::now();
    m_idleSince = m_lastProgress;
    m_stream->finishWriting();
    m_stream->setReading(true);
}

void ServerConnection::closed(const std::string& reason)
{
    lose(reason.empty() ? "The client went away." : "The client went away: " + reason + ".");
}

void ServerConnection::lose(const std::string& reason, const Refusal* refusal)
{
    if (auto request = std::move(m_request)) {
        request->connectionLost(reason, refusal);
        m_loop.retire(std::move(request));
    }
    end();
}

void ServerConnection::abort()
{
    lose("The server was stopped.");
}

void ServerConnection::end()
{
    if (std::exchange(m_ended, true))
        return;
    if (m_stream)
        m_stream->abort();
    m_delegate.connectionEnded(*this);
}

void ServerConnection::closeWhenIdle()
{
    // A request that the kernel holds already was sent to a server that still listened.
    if (!m_request && !m_lingering)
        m_stream->receiveNow();
    m_closing = m_stopping = true;
    if (!m_ended && !m_request && !m_lingering)
        end();
}

void ServerConnection::checkDeadlines(Monotonic now)
{
    if (m_ended)
        return;
    if (m_lingering) {
        if (now - m_idleSince > (m_stopping ? lastLingerLimit : lingerLimit))
            end();
    } else if (m_parser && !m_request) {
        if (now - m_headBegan > m_options.headTimeout)
            refuse({408, "The request's head took too long."});
    } else if (!m_request) {
        if (now - m_idleSince > m_options.idleTimeout)
            end();
    } else if (now - m_lastProgress > m_options.idleTimeout) {
        if (!m_requestComplete && !m_bodyPaused)
            refuse({408, "The request's body stood still for too long."});
        else if (unsent() > 0 && unsent() >= m_lastUnsent)
            lose("The client did not take its answer.");
    }
    m_lastUnsent = unsent();
}

} // namespace windsock::http
