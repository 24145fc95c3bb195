// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writing frames (RFC 6455 §5.2): a header into a small array, a whole frame into a buffer.
// Pure but for randomMask(), which keeps a store of keys per thread; any thread.
#pragma once

#include "core/websocket/frame.h"

#include <array>
#include <string>
#include <string_view>

namespace windsock::websocket {

struct EncodedHeader
{
    std::array<char, MaxHeaderSize> bytes;
    std::size_t size = 0;
    std::string_view view() const { return {bytes.data(), size}; }
};

EncodedHeader encode(const FrameHeader& header);

/// Header and payload behind what `out` holds, masked when the header says so. Its length is `payload`'s.
void appendFrame(std::string& out, FrameHeader header, std::string_view payload);

/// A key that nobody can foretell (RFC 6455 §5.3: a page that knew it could choose the bytes on the wire and so poison
/// a proxy). From the system's generator, drawn 256 at a time: a draw for each frame would cost more than the frame.
MaskKey randomMask();

/// A close frame's payload: the code in network order and the reason, cut to 123 bytes between characters (§5.5.1).
std::string closePayload(CloseCode code, std::string_view reason);

} // namespace windsock::websocket
