// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameParser: the bytes of one direction in, frame headers, payload pieces and violations out (RFC 6455 §5). It copies
// nothing but a header that arrives in parts. Pure; owned by the reader of one connection.
#pragma once

#include "core/websocket/frame.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace windsock::websocket {

/// What the peer did that RFC 6455 forbids.
enum class Violation : std::uint8_t {
    None,
    ReservedBits,           ///< a bit that no extension was agreed for, or on a frame that may not have it (§5.2)
    ReservedOpcode,         ///< 0x3-0x7, 0xB-0xF (§5.2)
    FragmentedControl,      ///< a control frame without FIN (§5.5)
    OversizedControl,       ///< a control frame of more than 125 bytes (§5.5)
    Unmasked,               ///< a client's frame without a mask (§5.1)
    Masked,                 ///< a server's frame with one (§5.1)
    LengthNotMinimal,       ///< a length in more bytes than it needs (§5.2)
    LengthTopBit,           ///< a 64-bit length with its top bit set (§5.2)
    UnexpectedContinuation, ///< a continuation of nothing (§5.4)
    ExpectedContinuation,   ///< a new message inside a fragmented one (§5.4)
    MessageTooBig,          ///< above the limit; known from the header
    InvalidDeflate,         ///< a compressed message that does not inflate (RFC 7692 §7.2.2)
    InvalidUtf8,            ///< in a text message or a close reason (§8.1)
    InvalidCloseCode,       ///< one that may not be on the wire (§7.4)
    CloseTooShort,          ///< a close frame with one byte (§5.5.1)
};

/// The close code that answers it: 1002, 1007 or 1009.
CloseCode closeCodeFor(Violation violation);
/// One sentence with the section of the RFC, e.g. "A frame from a client is not masked (RFC 6455 §5.1)."
std::string_view describe(Violation violation);

class FrameParser
{
public:
    struct Step
    {
        enum class Kind : std::uint8_t {
            NeedMore,  ///< all was consumed: call again with the bytes that follow
            Header,    ///< header() has it
            Payload,   ///< `payload` is a piece, masked as on the wire, `offset` its place; every frame ends with a
                       ///< `last` one
            Violation, ///< violation() says which; the connection is to be failed, and parsing goes no further
        };

        Kind kind = Kind::NeedMore;
        bool last = false;
        std::size_t consumed = 0;
        std::uint64_t offset = 0;
        std::string_view payload;
    };

    /// `allowedRsv`: bits that the first frame of a data message may have set. `maxMessage`: payload bytes of a message
    /// as sent, all its fragments together.
    explicit FrameParser(Role role, std::uint64_t maxMessage, std::uint8_t allowedRsv = 0);

    /// One step from the start of `bytes`, which begin where the last step's consumed ended.
    Step next(std::string_view bytes);
    const FrameHeader& header() const { return m_header; }
    Violation violation() const { return m_violation; }
    /// Not even a control frame may stand here.
    bool amidFrame() const { return m_inFrame || m_partialSize > 0; }
    /// Inside a frame, or between the fragments of a message.
    bool amidMessage() const { return m_inFrame || m_inMessage || m_partialSize > 0; }

private:
    Step nextHeader(std::string_view bytes);
    Step nextPayload(std::string_view bytes);
    Step fail(Violation violation, std::size_t consumed);
    std::size_t decode(std::string_view bytes);
    Violation judgeFirst(std::uint8_t byte) const;
    Violation judgeSecond(std::uint8_t byte) const;
    Violation judgeLength() const;

    const std::uint64_t m_maxMessage;
    std::uint64_t m_messageSize = 0; // of the fragments before this frame
    std::uint64_t m_received = 0;    // of this frame's payload
    FrameHeader m_header;
    std::array<char, MaxHeaderSize> m_partial; // a header that was cut
    std::uint8_t m_partialSize = 0;
    const std::uint8_t m_allowedRsv;
    const Role m_role;
    Violation m_violation = Violation::None;
    bool m_inFrame = false;
    bool m_inMessage = false; // between the first and the last fragment
};

} // namespace windsock::websocket
