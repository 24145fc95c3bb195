// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/connection.h"

#include "core/websocket/framewriter.h"

#include <QTimer>

#include <algorithm>

namespace windsock::websocket {

namespace {

// What an idle connection may keep.
constexpr std::size_t KeptCapacity = 256;
// A corked buffer is flushed at this size, and a payload of it is not copied.
constexpr std::size_t FlushSize = 32 * 1024;
// Pings answered one by one in a read; of more, the newest alone (RFC 6455 §5.5.3 allows it).
constexpr std::uint8_t PongsPerRead = 16;

std::chrono::milliseconds pingTimeout(const Settings& settings)
{
    if (settings.pingTimeout.count() > 0)
        return settings.pingTimeout;
    return std::max(3 * settings.pingInterval, std::chrono::milliseconds(30'000));
}

Violation judgeClose(std::string_view payload)
{
    if (payload.empty())
        return Violation::None;
    if (payload.size() == 1)
        return Violation::CloseTooShort;
    if (!mayBeSent(closeCodeIn(payload)))
        return Violation::InvalidCloseCode;
    return isUtf8(payload.substr(2)) ? Violation::None : Violation::InvalidUtf8;
}

std::optional<DeflateSide> peerDeflates(Role role, const Settings& settings)
{
    if (!settings.deflate)
        return std::nullopt;
    return compressedBy(role == Role::Server ? Role::Client : Role::Server, *settings.deflate);
}

} // namespace

Connection::Connection(std::unique_ptr<net::Stream> stream, Role role, Handler& handler, const Settings& settings)
    : m_stream(std::move(stream))
    , m_handler(handler)
    , m_settings(settings)
    , m_reader(role, settings.maxMessage, *this, peerDeflates(role, settings))
    , m_role(role)
{
    if (settings.deflate)
        m_deflater = std::make_unique<Deflater>(compressedBy(role, *settings.deflate));
}

Connection::~Connection()
{
    m_stream->setHandler(nullptr);
}

void Connection::start(std::string_view leftover, bool ended)
{
    startPinging();
    m_stream->setHandler(this);
    if (!leftover.empty())
        bytesReceived(leftover);
    if (ended)
        endReceived();
}

// ---- sending

bool Connection::send(Opcode opcode, std::string_view payload)
{
    if (m_state != State::Open)
        return false;
    std::string wire;
    const bool compresses = m_deflater && !isControl(opcode) && payload.size() >= m_settings.deflateFrom;
    if (compresses && m_deflater->deflate(payload, wire))
        write(opcode, wire, Rsv1, payload);
    else
        write(opcode, payload);
    return true;
}

void Connection::write(Opcode opcode, std::string_view wire, std::uint8_t rsv, std::string_view payload)
{
    FrameHeader header;
    header.opcode = opcode;
    header.rsv = rsv;
    header.length = wire.size();
    header.masked = m_role == Role::Client;
    if (header.masked)
        header.mask = randomMask();
    if (header.masked || wire.size() < FlushSize) {
        appendFrame(m_out, header, wire);
    } else {
        m_out.append(encode(header).view());
        flush();
        m_stream->write(wire);
    }
    if (m_corked == 0 || m_out.size() >= FlushSize)
        flush();
    if (m_observer)
        m_observer->frameSeen(Direction::Sent, header, payload, MonotonicClock::now());
}

bool Connection::sendEncodedText(std::string_view text, std::string_view frame)
{
    if (m_deflater || m_role == Role::Client)
        return sendText(text);
    if (m_state != State::Open)
        return false;
    if (m_out.empty() && m_corked == 0) {
        m_stream->write(frame); // not copied: it is the same for all
    } else {
        m_out.append(frame);
        if (m_corked == 0 || m_out.size() >= FlushSize)
            flush();
    }
    if (m_observer) {
        FrameHeader header;
        header.length = text.size();
        m_observer->frameSeen(Direction::Sent, header, text, MonotonicClock::now());
    }
    return true;
}

void Connection::flush()
{
    if (!m_out.empty()) {
        m_stream->write(m_out);
        m_out.clear();
    }
    if (m_out.capacity() > KeptCapacity && m_corked == 0)
        m_out = std::string();
}

void Connection::uncork()
{
    if (--m_corked == 0)
        flush();
}

void Connection::setReading(bool on)
{
    m_readingWanted = on;
    m_stream->setReading(m_readingWanted && !m_congested);
}

void Connection::applyBackPressure()
{
    const bool congested =
        m_role == Role::Server && m_state == State::Open && m_stream->unsent() > m_settings.highWater;
    if (congested == m_congested || (m_congested && m_stream->unsent() > 0))
        return;
    m_congested = congested;
    setReading(m_readingWanted);
}

void Connection::drained()
{
    sendPendingPong();
    applyBackPressure();
    if (m_state == State::Open)
        m_handler.drained();
}

// ---- receiving

void Connection::bytesReceived(std::string_view bytes)
{
    m_heard = true;
    m_pongsOfRead = 0;
    cork();
    const Violation violation = m_reader.feed(bytes);
    m_reader.trim();
    if (violation != Violation::None)
        fail(violation);
    sendPendingPong();
    uncork();
    applyBackPressure();
}

void Connection::frameRead(const FrameHeader& header, std::string_view payload)
{
    if (m_observer)
        m_observer->frameSeen(Direction::Received, header, payload, MonotonicClock::now());
}

void Connection::messageRead(Opcode kind, std::string_view payload)
{
    if (kind == Opcode::Text)
        m_handler.textReceived(payload);
    else
        m_handler.binaryReceived(payload);
}

void Connection::controlRead(Opcode kind, std::string_view payload)
{
    switch (kind) {
    case Opcode::Ping:
        m_handler.pingReceived(payload);
        answerPing(payload);
        break;
    case Opcode::Pong:
        m_handler.pongReceived(payload);
        break;
    default:
        closeRead(payload);
    }
}

void Connection::answerPing(std::string_view payload)
{
    if (!m_settings.autoPong || m_state != State::Open)
        return;
    if (m_pongsOfRead < PongsPerRead && m_stream->unsent() == 0) {
        ++m_pongsOfRead;
        m_hasPendingPong = false;
        write(Opcode::Pong, payload);
    } else {
        m_pendingPong = payload;
        m_hasPendingPong = true;
    }
}

void Connection::sendPendingPong()
{
    if (!m_hasPendingPong || m_stream->unsent() > 0)
        return;
    m_hasPendingPong = false;
    send(Opcode::Pong, std::exchange(m_pendingPong, std::string()));
}

// ---- the end

void Connection::close(CloseCode code, std::string_view reason)
{
    if (m_state != State::Open)
        return;
    const CloseCode sent = mayBeSent(code) || code == CloseCode::NoStatus ? code : CloseCode::ProtocolError;
    sendClose(sent, reason);
    m_closure = {sent, std::string(utf8Prefix(reason, MaxControlPayload - 2)), Closure::By::Us, Violation::None, {}};
    m_state = State::Closing;
    startTimer(m_settings.closeTimeout, &Connection::closeTimedOut);
}

void Connection::sendClose(CloseCode code, std::string_view reason)
{
    write(Opcode::Close, code == CloseCode::NoStatus ? std::string() : closePayload(code, reason));
}

/// RFC 6455 §5.5.1, §7.1.5: the peer's code is echoed, and is what the application gets to know.
void Connection::closeRead(std::string_view payload)
{
    const CloseCode code = closeCodeIn(payload);
    const std::string_view reason = payload.substr(std::min<std::size_t>(payload.size(), 2));
    if (const Violation violation = judgeClose(payload); violation != Violation::None)
        return fail(violation);
    m_reader.stop();
    if (m_state == State::Open) {
        m_closure = {code, std::string(reason), Closure::By::Peer, Violation::None, {}};
        sendClose(code, {});
    } else if (code != CloseCode::NoStatus) {
        m_closure.code = code;
        if (!reason.empty())
            m_closure.reason = reason;
    }
    awaitEnd(m_role == Role::Server);
}

void Connection::fail(Violation violation)
{
    m_reader.stop();
    m_closure.violation = violation;
    m_closure.detail = describe(violation);
    if (m_state == State::Open) {
        m_closure.code = closeCodeFor(violation);
        m_closure.reason = m_closure.detail;
        m_closure.by = Closure::By::Us;
        sendClose(m_closure.code, m_closure.reason);
    }
    awaitEnd(true);
}

/// The server ends the stream first, the client waits for it (RFC 6455 §7.1.1); what still arrives is dropped unread.
void Connection::awaitEnd(bool finishFirst)
{
    m_state = State::Ending;
    m_readingWanted = true;
    m_congested = false;
    m_stream->setReading(true);
    flush();
    if (finishFirst)
        m_stream->finishWriting();
    startTimer(m_settings.closeTimeout, &Connection::closeTimedOut);
}

void Connection::endReceived()
{
    if (m_state != State::Ending) {
        m_closure.by = m_state == State::Closing ? Closure::By::Us : Closure::By::Nobody;
        m_closure.code = CloseCode::Abnormal;
        m_closure.detail = "The peer ended the connection without a close frame.";
        awaitEnd(true);
    }
    if (m_stream->unsent() > 0)
        return m_stream->finishWriting();
    m_stream->abort();
    tell();
}

void Connection::closed(const std::string& reason)
{
    lose(reason);
}

void Connection::closeTimedOut()
{
    const bool answered = m_state == State::Ending;
    m_stream->abort();
    lose("The peer did not " + std::string(answered ? "end the connection" : "answer the close frame") + " within " +
         std::to_string(m_settings.closeTimeout.count()) + " ms.");
}

/// The stream is gone. After the close handshake that is as it should be; before it, nobody knows more than `detail`.
void Connection::lose(std::string detail)
{
    if (m_state == State::Open || m_state == State::Closing) {
        m_closure.by = m_state == State::Closing ? Closure::By::Us : Closure::By::Nobody;
        m_closure.code = CloseCode::Abnormal;
        m_closure.detail = std::move(detail);
    }
    tell();
}

void Connection::tell()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_reader.stop();
    if (m_timer)
        m_timer->stop();
    m_handler.closed(m_closure);
}

void Connection::abort()
{
    m_state = State::Closed;
    m_reader.stop();
    if (m_timer)
        m_timer->stop();
    m_stream->abort();
}

// ---- timers

void Connection::startTimer(std::chrono::milliseconds interval, void (Connection::*tick)())
{
    if (!m_timer)
        m_timer = std::make_unique<QTimer>();
    m_timer->disconnect();
    QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this, tick] { (this->*tick)(); });
    m_timer->start(interval);
}

void Connection::startPinging()
{
    if (m_settings.pingInterval.count() > 0)
        startTimer(std::min(m_settings.pingInterval, pingTimeout(m_settings)), &Connection::pingTick);
}

/// Ticks are as long as the shorter of interval and time-out; any byte from the peer is a sign of life.
void Connection::pingTick()
{
    const auto tick = static_cast<std::uint32_t>(m_timer->interval());
    m_silence += tick;
    m_sincePing += tick;
    if (std::exchange(m_heard, false))
        m_pingOut = false;
    if (m_pingOut && m_silence >= pingTimeout(m_settings).count()) {
        m_stream->abort();
        return lose("The peer did not answer a ping within " + std::to_string(pingTimeout(m_settings).count()) +
                    " ms.");
    }
    if (m_sincePing < m_settings.pingInterval.count())
        return;
    m_sincePing = 0;
    if (!std::exchange(m_pingOut, true))
        m_silence = 0;
    ping();
}

} // namespace windsock::websocket
