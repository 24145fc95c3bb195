// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the WebSocket tests write their samples with: bytes from hex, frames in either direction.
// Main thread only.
#pragma once

#include "core/websocket/framewriter.h"

#include <QByteArray>

#include <string>
#include <string_view>

namespace windsock::test {

/// "81 05 48" to bytes.
inline std::string hex(const char* text)
{
    return QByteArray::fromHex(text).toStdString();
}

constexpr websocket::MaskKey sampleMask{0x37, 0xFA, 0x21, 0x3D}; // of the example in RFC 6455 §5.7

/// A frame as a client sends it.
inline std::string maskedFrame(websocket::Opcode opcode, std::string_view payload, bool fin = true)
{
    std::string out;
    websocket::appendFrame(out, {fin, true, 0, opcode, sampleMask, 0}, payload);
    return out;
}

/// A frame as a server sends it.
inline std::string plainFrame(websocket::Opcode opcode, std::string_view payload, bool fin = true)
{
    std::string out;
    websocket::appendFrame(out, {fin, false, 0, opcode, {}, 0}, payload);
    return out;
}

} // namespace windsock::test
