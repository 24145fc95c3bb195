// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameparser.h"

#include <algorithm>

namespace windsock::websocket {

namespace {

constexpr std::uint8_t FinBit = 0x80;
constexpr std::uint8_t RsvBits = Rsv1 | Rsv2 | Rsv3;
constexpr std::uint8_t OpcodeBits = 0x0F;
constexpr std::uint8_t MaskBit = 0x80;
constexpr std::uint8_t LengthBits = 0x7F;
constexpr std::uint8_t Length16 = 126;
constexpr std::uint8_t Length64 = 127;

std::uint8_t byteAt(std::string_view bytes, std::size_t index)
{
    return static_cast<std::uint8_t>(bytes[index]);
}

std::size_t lengthBytes(std::uint8_t length7)
{
    return length7 == Length64 ? 8 : length7 == Length16 ? 2 : 0;
}

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value = value << 8U | byteAt(bytes, i);
    return value;
}

bool isReserved(std::uint8_t opcode)
{
    return (opcode & 0x7U) > 2;
}

} // namespace

FrameParser::FrameParser(Role role, std::uint64_t maxMessage, std::uint8_t allowedRsv)
    : m_maxMessage(maxMessage)
    , m_allowedRsv(allowedRsv)
    , m_role(role)
{
}

FrameParser::Step FrameParser::next(std::string_view bytes)
{
    if (m_violation != Violation::None)
        return fail(m_violation, 0);
    return m_inFrame ? nextPayload(bytes) : nextHeader(bytes);
}

FrameParser::Step FrameParser::fail(Violation violation, std::size_t consumed)
{
    m_violation = violation;
    return {Step::Kind::Violation, false, consumed, 0, {}};
}

FrameParser::Step FrameParser::nextHeader(std::string_view bytes)
{
    const std::size_t before = m_partialSize;
    std::size_t size = 0;
    if (before == 0) {
        size = decode(bytes);
    } else {
        const std::size_t taken = bytes.copy(m_partial.data() + before, m_partial.size() - before);
        size = decode({m_partial.data(), before + taken});
    }
    if (m_violation != Violation::None)
        return fail(m_violation, 0);
    if (size == 0) {
        if (before == 0)
            bytes.copy(m_partial.data(), m_partial.size());
        m_partialSize = static_cast<std::uint8_t>(before + bytes.size());
        return {Step::Kind::NeedMore, false, bytes.size(), 0, {}};
    }
    m_partialSize = 0;
    m_received = 0;
    m_inFrame = true;
    return {Step::Kind::Header, false, size - before, 0, {}};
}

/// The header's size; 0 when it is not whole yet or m_violation was set. Each byte is judged as soon as it is there.
std::size_t FrameParser::decode(std::string_view bytes)
{
    if (bytes.empty())
        return 0;
    const std::uint8_t first = byteAt(bytes, 0);
    m_violation = judgeFirst(first);
    if (m_violation != Violation::None || bytes.size() < 2)
        return 0;
    const std::uint8_t second = byteAt(bytes, 1);
    m_header.fin = (first & FinBit) != 0;
    m_header.rsv = first & RsvBits;
    m_header.opcode = static_cast<Opcode>(first & OpcodeBits);
    m_header.masked = (second & MaskBit) != 0;
    m_violation = judgeSecond(second);
    const std::size_t extra = lengthBytes(second & LengthBits);
    if (m_violation != Violation::None || bytes.size() < 2 + extra)
        return 0;
    m_header.length = extra ? bigEndian(bytes.substr(2, extra)) : second & LengthBits;
    m_violation = judgeLength();
    if (m_violation == Violation::None && extra && m_header.length < (extra == 2 ? Length16 : 0x10000U))
        m_violation = Violation::LengthNotMinimal;
    const std::size_t size = 2 + extra + (m_header.masked ? m_header.mask.size() : 0);
    if (m_violation != Violation::None || bytes.size() < size)
        return 0;
    m_header.mask = {};
    for (std::size_t i = 0; i < size - 2 - extra; ++i)
        m_header.mask[i] = byteAt(bytes, 2 + extra + i);
    return size;
}

Violation FrameParser::judgeFirst(std::uint8_t byte) const
{
    const std::uint8_t code = byte & OpcodeBits;
    if (isReserved(code))
        return Violation::ReservedOpcode;
    const auto opcode = static_cast<Opcode>(code);
    const bool opens = opcode == Opcode::Text || opcode == Opcode::Binary;
    if ((byte & RsvBits & ~(opens ? m_allowedRsv : 0U)) != 0)
        return Violation::ReservedBits;
    if (isControl(opcode))
        return (byte & FinBit) ? Violation::None : Violation::FragmentedControl;
    if (opens == m_inMessage)
        return opens ? Violation::ExpectedContinuation : Violation::UnexpectedContinuation;
    return Violation::None;
}

Violation FrameParser::judgeSecond(std::uint8_t byte) const
{
    const bool masked = (byte & MaskBit) != 0;
    if (m_role == Role::Server && !masked)
        return Violation::Unmasked;
    if (m_role == Role::Client && masked)
        return Violation::Masked;
    if (isControl(m_header.opcode) && (byte & LengthBits) > MaxControlPayload)
        return Violation::OversizedControl;
    return Violation::None;
}

Violation FrameParser::judgeLength() const
{
    if (m_header.length >> 63U)
        return Violation::LengthTopBit;
    if (!isControl(m_header.opcode) && m_header.length > m_maxMessage - m_messageSize)
        return Violation::MessageTooBig;
    return Violation::None;
}

FrameParser::Step FrameParser::nextPayload(std::string_view bytes)
{
    const std::uint64_t missing = m_header.length - m_received;
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(missing, bytes.size()));
    const bool last = taken == missing;
    if (taken == 0 && !last)
        return {};
    const Step step{Step::Kind::Payload, last, taken, m_received, bytes.substr(0, taken)};
    m_received += taken;
    if (last) {
        m_inFrame = false;
        if (!isControl(m_header.opcode)) {
            m_inMessage = !m_header.fin;
            m_messageSize = m_header.fin ? 0 : m_messageSize + m_header.length;
        }
    }
    return step;
}

CloseCode closeCodeFor(Violation violation)
{
    switch (violation) {
    case Violation::MessageTooBig:
        return CloseCode::MessageTooBig;
    case Violation::InvalidDeflate:
    case Violation::InvalidUtf8:
        return CloseCode::InvalidPayload;
    default:
        return CloseCode::ProtocolError;
    }
}

std::string_view describe(Violation violation)
{
    switch (violation) {
    case Violation::None:
        return {};
    case Violation::ReservedBits:
        return "A frame has a reserved bit set that no extension was agreed for (RFC 6455 §5.2).";
    case Violation::ReservedOpcode:
        return "A frame has a reserved opcode (RFC 6455 §5.2).";
    case Violation::FragmentedControl:
        return "A control frame is fragmented (RFC 6455 §5.5).";
    case Violation::OversizedControl:
        return "A control frame has more than 125 bytes of payload (RFC 6455 §5.5).";
    case Violation::Unmasked:
        return "A frame from a client is not masked (RFC 6455 §5.1).";
    case Violation::Masked:
        return "A frame from a server is masked (RFC 6455 §5.1).";
    case Violation::LengthNotMinimal:
        return "A frame's length takes more bytes than it needs (RFC 6455 §5.2).";
    case Violation::LengthTopBit:
        return "A frame's 64-bit length has its top bit set (RFC 6455 §5.2).";
    case Violation::UnexpectedContinuation:
        return "A continuation frame continues no message (RFC 6455 §5.4).";
    case Violation::ExpectedContinuation:
        return "A new message begins before the fragmented one has ended (RFC 6455 §5.4).";
    case Violation::MessageTooBig:
        return "A message is bigger than the limit (RFC 6455 §7.4.1).";
    case Violation::InvalidDeflate:
        return "A compressed message does not inflate (RFC 7692 §7.2.2).";
    case Violation::InvalidUtf8:
        return "A text is not valid UTF-8 (RFC 6455 §8.1).";
    case Violation::InvalidCloseCode:
        return "A close frame carries a code that may not be sent (RFC 6455 §7.4).";
    case Violation::CloseTooShort:
        return "A close frame carries one byte where a code needs two (RFC 6455 §5.5.1).";
    }
    return {};
}

} // namespace windsock::websocket
