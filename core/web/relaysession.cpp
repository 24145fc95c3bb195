// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/relaysession.h"

#include "core/web/ioserver.h"
#include "core/websocket/framewriter.h"

namespace windsock::web {

namespace {

// Bytes that may wait for the slower side before the faster one is held back.
constexpr std::size_t highWater = 256 * 1024;
// What a message may inflate to in the record: a bomb is passed on, but not blown up here.
constexpr std::size_t mostInflated = 10 << 20;
constexpr std::size_t mostRatio = 100; // texts reach 5 to 20
// Frames are recorded one by one and no message is put together, so none can be too long.
constexpr std::uint64_t anySize = std::uint64_t(1) << 62;

} // namespace

RelayedProtocol RelayedProtocol::from(const http::ResponseHead& head)
{
    RelayedProtocol protocol;
    protocol.webSocket = http::equalsIgnoringCase(head.headers.value("Upgrade"), "websocket");
    if (!head.headers.contains("Sec-WebSocket-Extensions"))
        return protocol;
    protocol.allowedRsv = websocket::Rsv1 | websocket::Rsv2 | websocket::Rsv3;
    protocol.deflate = websocket::agreedDeflate(head.headers);
    return protocol;
}

RelaySession::RelaySession(Opening opening, http::DetachedStream client, http::DetachedStream upstream,
                           const RelayedProtocol& protocol)
    : Session(std::move(opening))
    , m_tap(server(), id())
    , m_client(*this, std::move(client), websocket::Direction::Received)
    , m_upstream(*this, std::move(upstream), websocket::Direction::Sent)
    , m_webSocket(protocol.webSocket)
    , m_unknownExtension(protocol.webSocket && protocol.allowedRsv != 0 && !protocol.deflate)
{
    if (!m_webSocket)
        return;
    m_client.readFrames(protocol);
    m_upstream.readFrames(protocol);
}

RelaySession::~RelaySession() = default;

void RelaySession::start()
{
    if (m_unknownExtension)
        note(journal::Level::Info, journal::Channel::Log,
             "The frames of this relayed WebSocket are recorded as they are sent: its extensions are not all known "
             "here.");
    m_client.start(m_upstream);
    if (!m_over)
        m_upstream.start(m_client);
}

void RelaySession::goAway()
{
    if (m_webSocket) {
        m_upstream.sendGoingAway();
        m_client.sendGoingAway();
    }
    m_closeSeen = true;
    m_upstream.finishWriting();
    m_client.finishWriting();
}

void RelaySession::abort()
{
    lost("The server was stopped.");
}

/// Half closed: what the other still says goes through.
void RelaySession::sideEnded(Side& side)
{
    Side& other = &side == &m_client ? m_upstream : m_client;
    other.finishWriting();
    if (m_webSocket && m_reason.empty())
        m_reason = "The relayed WebSocket ended without a close frame.";
    endWhenDelivered();
}

/// Not before what was said has gone to those who still hear.
void RelaySession::endWhenDelivered()
{
    const bool bothEnded = m_client.ended() && m_upstream.ended();
    const bool oneGone = m_client.gone() || m_upstream.gone();
    const bool delivered =
        (m_client.gone() || m_client.unsent() == 0) && (m_upstream.gone() || m_upstream.unsent() == 0);
    if ((bothEnded || oneGone) && delivered)
        lost(m_reason);
}

void RelaySession::lost(const std::string& reason)
{
    if (std::exchange(m_over, true))
        return;
    m_client.abort();
    m_upstream.abort();
    finish(m_closeSeen ? std::string() : reason);
}

// --- one side

RelaySession::Side::Side(RelaySession& session, http::DetachedStream detached, websocket::Direction direction)
    : m_session(session)
    , m_stream(std::move(detached.stream))
    , m_received(std::move(detached.received))
    , m_direction(direction)
    , m_endedBefore(detached.ended)
{
}

void RelaySession::Side::readFrames(const RelayedProtocol& protocol)
{
    using websocket::Role;
    const bool isClient = m_direction == websocket::Direction::Received;
    m_parser.emplace(isClient ? Role::Server : Role::Client, anySize, protocol.allowedRsv);
    if (protocol.deflate)
        m_inflater.emplace(compressedBy(isClient ? Role::Client : Role::Server, *protocol.deflate), mostInflated,
                           mostRatio);
}

void RelaySession::Side::start(Side& other)
{
    m_other = &other;
    if (!m_received.empty())
        pass(std::exchange(m_received, {}));
    m_stream->setHandler(this);
    if (m_endedBefore)
        endReceived();
}

void RelaySession::Side::pass(std::string_view bytes)
{
    m_other->m_stream->write(bytes); // first: the peer waits for it, the journal does not
    if (m_parser)
        readAlong(bytes);
    if (m_other->unsent() > highWater)
        m_stream->setReading(false);
}

void RelaySession::Side::readAlong(std::string_view bytes)
{
    using Kind = websocket::FrameParser::Step::Kind;
    for (;;) {
        const auto step = m_parser->next(bytes);
        bytes.remove_prefix(step.consumed);
        if (step.kind == Kind::NeedMore)
            return;
        if (step.kind == Kind::Violation)
            break;
        take(step);
    }
    m_session.note(journal::Level::Warning, journal::Channel::Log,
                   std::string("The ") + m_session.nameOf(*this) +
                       " broke the protocol of its WebSocket, which is relayed without its frames from here on: " +
                       std::string(describe(m_parser->violation())));
    m_parser.reset();
}

void RelaySession::Side::take(const websocket::FrameParser::Step& step)
{
    const websocket::FrameHeader& header = m_parser->header();
    if (step.kind == websocket::FrameParser::Step::Kind::Header) {
        m_payload = m_session.server().services().bodies.capture();
        m_half = false;
        if (m_inflater)
            m_inflater->begin(header);
        return;
    }
    std::string piece(step.payload);
    if (header.masked)
        websocket::applyMask(piece.data(), piece.size(), header.mask, step.offset);
    if (m_inflater)
        inflate(piece, step);
    if (!m_half)
        m_payload.append(piece);
    if (!step.last)
        return;
    m_session.m_tap.record(m_direction, header, m_payload.take(m_session.server().recentBodies()),
                           MonotonicClock::now());
    if (header.opcode == websocket::Opcode::Close)
        m_closeSent = m_session.m_closeSeen = true;
}

void RelaySession::Side::inflate(std::string& piece, const websocket::FrameParser::Step& step)
{
    using Result = websocket::Inflater::Result;
    const Result result = m_inflater->take(m_parser->header(), piece, step.last);
    if (result == Result::Ok)
        return;
    m_session.note(journal::Level::Warning, journal::Channel::Log,
                   std::string("What the ") + m_session.nameOf(*this) +
                       " of a relayed WebSocket sends is recorded compressed "
                       "from here on: a message " +
                       (result == Result::TooBig ? "inflates to more than 10 MiB, or a hundred times its size."
                                                 : "does not inflate (RFC 7692 §7.2.2)."));
    m_inflater.reset();
    m_half = step.offset > 0;
}

void RelaySession::Side::bytesReceived(std::string_view bytes)
{
    pass(bytes);
}

void RelaySession::Side::endReceived()
{
    if (!std::exchange(m_ended, true))
        m_session.sideEnded(*this);
}

void RelaySession::Side::drained()
{
    m_other->m_stream->setReading(true);
    m_session.endWhenDelivered();
}

void RelaySession::Side::closed(const std::string& reason)
{
    m_gone = true;
    if (m_session.m_reason.empty() || !reason.empty())
        m_session.m_reason = std::string("The ") + m_session.nameOf(*this) + " of a relayed connection went away" +
                             (reason.empty() ? "." : ": " + reason + ".");
    m_other->finishWriting();
    m_session.endWhenDelivered();
}

void RelaySession::Side::sendGoingAway()
{
    // Between the frames of the other side, which are the ones that are written here.
    if (!m_other || m_other->m_closeSent || !m_other->m_parser || m_other->m_parser->amidFrame())
        return;
    const bool toUpstream = m_direction == websocket::Direction::Sent;
    const std::string payload = websocket::closePayload(websocket::CloseCode::GoingAway, "The server stops");
    websocket::FrameHeader header;
    header.opcode = websocket::Opcode::Close;
    header.length = payload.size();
    header.masked = toUpstream;
    if (toUpstream)
        header.mask = websocket::randomMask();
    std::string frame;
    websocket::appendFrame(frame, header, payload);
    m_stream->write(frame);
}

} // namespace windsock::web
