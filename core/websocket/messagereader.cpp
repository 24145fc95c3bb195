// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/messagereader.h"

#include <algorithm>

namespace windsock::websocket {

namespace {

// What an idle connection may keep: small messages then cost no allocation at all.
constexpr std::size_t KeptCapacity = 256;
// A header is only a promise: no more than this is set aside before the bytes arrive.
constexpr std::uint64_t MaxReserve = 1 << 20;

using Kind = FrameParser::Step::Kind;

} // namespace

MessageReader::MessageReader(Role role, std::uint64_t maxMessage, Sink& sink,
                             const std::optional<DeflateSide>& compressed)
    : m_parser(role, maxMessage, compressed ? Rsv1 : 0)
    , m_sink(sink)
    , m_maxMessage(maxMessage)
{
    if (compressed)
        m_inflater = std::make_unique<Inflater>(*compressed);
}

Violation MessageReader::feed(std::string_view bytes)
{
    while (!m_stopped) {
        const FrameParser::Step step = m_parser.next(bytes);
        bytes.remove_prefix(step.consumed);
        if (step.kind == Kind::NeedMore)
            break;
        const Violation violation = take(step);
        if (violation != Violation::None) {
            stop();
            return violation;
        }
    }
    return Violation::None;
}

void MessageReader::trim()
{
    if (m_message.empty() && m_message.capacity() > KeptCapacity)
        m_message = std::string();
}

Violation MessageReader::take(const FrameParser::Step& step)
{
    if (step.kind == Kind::Violation)
        return m_parser.violation();
    const FrameHeader& header = m_parser.header();
    if (step.kind == Kind::Payload)
        return isControl(header.opcode) ? takeControl(step) : takeData(step);
    if (isControl(header.opcode)) {
        m_controlSize = 0;
        return Violation::None;
    }
    m_frameStart = m_message.size();
    if (startsMessage()) {
        m_kind = header.opcode;
        m_compressed = (header.rsv & Rsv1) != 0;
        m_utf8.reset();
    }
    return Violation::None;
}

Violation MessageReader::takeControl(const FrameParser::Step& step)
{
    const FrameHeader& header = m_parser.header();
    char* const to = m_control.data() + m_controlSize;
    step.payload.copy(to, step.payload.size());
    if (header.masked)
        applyMask(to, step.payload.size(), header.mask, step.offset);
    m_controlSize = static_cast<std::uint8_t>(m_controlSize + step.payload.size());
    if (!step.last)
        return Violation::None;
    const std::string_view payload(m_control.data(), m_controlSize);
    m_sink.frameRead(header, payload);
    m_sink.controlRead(header.opcode, payload);
    return Violation::None;
}

Violation MessageReader::takeData(const FrameParser::Step& step)
{
    if (m_compressed)
        return inflate(step);
    const FrameHeader& header = m_parser.header();
    std::string_view piece = step.payload;
    const bool whole = step.last && step.offset == 0 && header.fin && startsMessage();
    if (header.masked || !whole) {
        const std::size_t start = m_message.size();
        if (step.offset == 0)
            m_message.reserve(start + static_cast<std::size_t>(std::min(header.length, MaxReserve)));
        m_message.append(piece);
        if (header.masked)
            applyMask(m_message.data() + start, piece.size(), header.mask, step.offset);
        piece = std::string_view(m_message).substr(start);
    }
    if (m_kind == Opcode::Text && !m_utf8.feed(piece))
        return Violation::InvalidUtf8;
    if (!step.last)
        return Violation::None;
    if (whole)
        return finish(piece, piece);
    return finish(std::string_view(m_message).substr(m_frameStart), m_message);
}

/// Runs `inflate` and judges what it has appended.
template <class Inflate>
Violation MessageReader::takeInflated(Inflate inflate)
{
    const std::size_t start = m_message.size();
    const Inflater::Result result = inflate();
    if (result != Inflater::Result::Ok)
        return result == Inflater::Result::TooBig ? Violation::MessageTooBig : Violation::InvalidDeflate;
    const bool valid = m_kind != Opcode::Text || m_utf8.feed(std::string_view(m_message).substr(start));
    return valid ? Violation::None : Violation::InvalidUtf8;
}

/// RFC 7692 §7.2.2. The limit holds for what comes out: a small frame can be a big message.
Violation MessageReader::inflate(const FrameParser::Step& step)
{
    const FrameHeader& header = m_parser.header();
    std::string wire(step.payload);
    if (header.masked)
        applyMask(wire.data(), wire.size(), header.mask, step.offset);
    Violation violation = takeInflated([&] { return m_inflater->inflate(wire, m_message, m_maxMessage); });
    if (violation == Violation::None && step.last && header.fin)
        violation = takeInflated([&] { return m_inflater->finish(m_message, m_maxMessage); });
    if (violation != Violation::None)
        return violation;
    return step.last ? finish(std::string_view(m_message).substr(m_frameStart), m_message) : Violation::None;
}

Violation MessageReader::finish(std::string_view frame, std::string_view message)
{
    const bool fin = m_parser.header().fin;
    if (fin && m_kind == Opcode::Text && !m_utf8.complete())
        return Violation::InvalidUtf8;
    m_sink.frameRead(m_parser.header(), frame);
    if (!fin || m_stopped)
        return Violation::None;
    m_sink.messageRead(m_kind, message);
    m_message.clear();
    return Violation::None;
}

} // namespace windsock::websocket
