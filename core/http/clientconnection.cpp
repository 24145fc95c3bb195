// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/clientconnection.h"

#include <utility>

namespace windsock::http {

using Kind = ParseEvent::Kind;

ClientConnection::ClientConnection(std::unique_ptr<net::Stream> stream, const Limits& limits)
    : m_stream(std::move(stream))
    , m_limits(limits)
{
    m_stream->setHandler(this);
}

ClientConnection::~ClientConnection()
{
    if (m_stream)
        m_stream->abort();
}

void ClientConnection::begin(std::string_view head, bool toHead, Delegate* delegate)
{
    m_delegate = delegate;
    m_toHead = toHead;
    m_parser.emplace(m_limits, toHead);
    m_stream->write(head);
}

void ClientConnection::writeBody(std::string_view bytes)
{
    m_stream->write(bytes);
}

void ClientConnection::pauseResponse(bool on)
{
    if (m_paused == on)
        return;
    m_paused = on;
    m_stream->setReading(!on);
    if (on)
        return;
    process();
    if (m_broken && !m_paused)
        failBroken();
}

void ClientConnection::finishReading()
{
    m_dead = true;
    pauseResponse(false);
    if (m_delegate)
        m_stream->finishReading();
}

void ClientConnection::bytesReceived(std::string_view bytes)
{
    m_received += bytes.size();
    if (!m_delegate) {
        m_dead = true; // bytes that nobody asked for
        return;
    }
    m_input.append(bytes);
    process();
}

void ClientConnection::process()
{
    if (m_processing)
        return; // called by the delegate: the loop below goes on by itself
    m_processing = true;
    m_used = 0;
    while (m_delegate && m_parser && !m_paused) {
        const ParseEvent event = m_parser->parse(std::string_view(m_input).substr(m_used));
        m_used += event.consumed;
        if (event.kind == Kind::NeedMore && event.consumed == 0)
            break;
        handle(event);
    }
    m_input.erase(0, std::exchange(m_used, 0));
    m_processing = false;
    if (m_switch)
        return switchProtocol();
    if (m_delegate && m_inputEnded && m_parser && !m_paused)
        handle(m_parser->parseEnd());
}

void ClientConnection::switchProtocol()
{
    const ResponseHead head = *std::exchange(m_switch, std::nullopt);
    if (!m_delegate->protocolSwitched(head))
        fail("It switched to another protocol, which nobody had asked for.");
}

DetachedStream ClientConnection::detach()
{
    m_dead = true;
    m_delegate = nullptr;
    m_stream->setHandler(nullptr);
    m_stream->setReading(true);
    return {std::move(m_stream), std::move(m_input), m_inputEnded};
}

void ClientConnection::handle(const ParseEvent& event)
{
    switch (event.kind) {
    case Kind::NeedMore:
        break;
    case Kind::Head: {
        ResponseHead head = m_parser->takeHead();
        m_status = head.status;
        if (m_status == 101) {
            m_switch = std::move(head);
            m_parser.reset(); // what follows is no HTTP
        } else if (m_status / 100 == 1) {
            m_delegate->interimHead(head);
        } else {
            m_delegate->responseHead(std::move(head), m_parser->framing());
        }
        break;
    }
    case Kind::Body:
        m_delegate->responseBody(event.body);
        break;
    case Kind::End:
        responseComplete();
        break;
    case Kind::Refused:
        fail(m_parser->refusal().reason);
        break;
    }
}

void ClientConnection::responseComplete()
{
    if (m_status / 100 == 1) {
        m_parser.emplace(m_limits, m_toHead);
        return;
    }
    // What stands behind the answer nobody has asked for: the next request's answer it is not (RFC 9112 §6.3).
    m_dead = m_dead || !m_parser->keepAlive() || m_inputEnded || m_used < m_input.size();
    m_parser.reset();
    Delegate* delegate = std::exchange(m_delegate, nullptr);
    delegate->responseEnded(!m_dead && m_stream->unsent() == 0);
}

void ClientConnection::fail(const std::string& reason)
{
    const std::string kept(
        std::string_view{reason}); // it may be the parser's, which goes; a plain copy clang-tidy takes for needless
    m_dead = true;
    m_parser.reset();
    if (Delegate* delegate = std::exchange(m_delegate, nullptr))
        delegate->exchangeFailed(kept);
}

void ClientConnection::endReceived()
{
    m_inputEnded = true;
    if (m_delegate)
        process();
    else
        m_dead = true;
}

void ClientConnection::drained()
{
    if (m_delegate)
        m_delegate->requestDrained();
}

void ClientConnection::closed(const std::string& reason)
{
    m_broken = reason;
    if (!m_paused)
        failBroken();
}

/// What had arrived is told first. A body that runs until the close has its end by endReceived(); by a break it is cut
/// like any other.
void ClientConnection::failBroken()
{
    process();
    if (m_paused)
        return; // by what process() has told; goes on when that ends
    m_inputEnded = true;
    fail(m_broken->empty() ? "The connection was closed." : "The connection broke: " + *m_broken + ".");
}

} // namespace windsock::http
