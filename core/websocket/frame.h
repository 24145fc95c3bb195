// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Frame values: opcodes, a frame's header and close codes (RFC 6455 §5.2, §7.4), and the masking of payloads (§5.3).
// Plain values and functions, for any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace windsock::websocket {

/// Which end we are. A client masks what it sends and a server does not; each refuses the other's way (RFC 6455 §5.1).
enum class Role : std::uint8_t { Client, Server };

enum class Direction : std::uint8_t { Sent, Received };

enum class Opcode : std::uint8_t { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xA };

constexpr bool isControl(Opcode opcode)
{
    return (static_cast<unsigned>(opcode) & 0x8U) != 0;
}

/// Bits of a header's first byte. Rsv1 is permessage-deflate's (RFC 7692 §6); all are zero without an extension.
inline constexpr std::uint8_t Rsv1 = 0x40;
inline constexpr std::uint8_t Rsv2 = 0x20;
inline constexpr std::uint8_t Rsv3 = 0x10;

/// Payload bytes of a control frame at most (RFC 6455 §5.5).
inline constexpr std::size_t MaxControlPayload = 125;
/// Bytes of a header at most: two, a 64-bit length, a mask.
inline constexpr std::size_t MaxHeaderSize = 14;

using MaskKey = std::array<std::uint8_t, 4>; ///< in the order of the wire

struct FrameHeader
{
    bool fin = true;
    bool masked = false;
    std::uint8_t rsv = 0; ///< Rsv1, Rsv2, Rsv3, or'ed
    Opcode opcode = Opcode::Text;
    MaskKey mask{};           ///< meaningful when `masked`
    std::uint64_t length = 0; ///< payload bytes on the wire

    bool operator==(const FrameHeader&) const = default;
};

/// Any 16-bit value may arrive; those of RFC 6455 §7.4.1 and IANA's registry have names.
enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NoStatus = 1005, ///< never on the wire: the close frame carried no code
    Abnormal = 1006, ///< never on the wire: there was no close frame
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    MessageTooBig = 1009,
    MandatoryExtension = 1010,
    InternalError = 1011,
    ServiceRestart = 1012,
    TryAgainLater = 1013,
    BadGateway = 1014,
    TlsHandshake = 1015, ///< never on the wire
};

/// Whether a close frame may carry `code`: 1000-1003, 1007-1014 and 3000-4999 (RFC 6455 §7.4, IANA's registry).
bool mayBeSent(CloseCode code);
/// The code in a close frame's payload; NoStatus when it has none.
CloseCode closeCodeIn(std::string_view payload);
/// The registered name, e.g. "Going Away"; empty for others.
std::string_view name(CloseCode code);
/// "text", "close", …
std::string_view name(Opcode opcode);

/// Masks or unmasks in place. `offset` is the position of `data` in its frame's payload (RFC 6455 §5.3).
void applyMask(char* data, std::size_t size, const MaskKey& key, std::uint64_t offset = 0);

} // namespace windsock::websocket
