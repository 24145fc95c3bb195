// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/framewriter.h"

#include "core/websocket/utf8.h"

#include <QRandomGenerator>

#include <cstring>

namespace windsock::websocket {

namespace {

void appendBigEndian(EncodedHeader& out, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = bytes; i-- > 0;)
        out.bytes[out.size++] = static_cast<char>((value >> (8 * i)) & 0xFFU);
}

void appendLength(EncodedHeader& out, std::uint64_t length, std::uint8_t maskBit)
{
    const auto append7 = [&](std::uint64_t value) { out.bytes[out.size++] = static_cast<char>(value | maskBit); };
    if (length <= 125)
        return append7(length);
    append7(length <= 0xFFFF ? 126 : 127);
    appendBigEndian(out, length, length <= 0xFFFF ? 2 : 8);
}

} // namespace

EncodedHeader encode(const FrameHeader& header)
{
    EncodedHeader out;
    out.bytes[out.size++] =
        static_cast<char>((header.fin ? 0x80U : 0U) | header.rsv | static_cast<unsigned>(header.opcode));
    appendLength(out, header.length, header.masked ? 0x80 : 0);
    if (header.masked) {
        std::memcpy(out.bytes.data() + out.size, header.mask.data(), header.mask.size());
        out.size += header.mask.size();
    }
    return out;
}

void appendFrame(std::string& out, FrameHeader header, std::string_view payload)
{
    header.length = payload.size();
    out.append(encode(header).view());
    const std::size_t start = out.size();
    out.append(payload);
    if (header.masked)
        applyMask(out.data() + start, payload.size(), header.mask);
}

MaskKey randomMask()
{
    static thread_local std::array<quint32, 256> keys;
    static thread_local std::size_t left = 0;
    if (left == 0) {
        QRandomGenerator::system()->fillRange(keys.data(), static_cast<qsizetype>(keys.size()));
        left = keys.size();
    }
    MaskKey key;
    std::memcpy(key.data(), &keys[--left], key.size());
    return key;
}

std::string closePayload(CloseCode code, std::string_view reason)
{
    const auto value = static_cast<std::uint16_t>(code);
    std::string payload{static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
    return payload.append(utf8Prefix(reason, MaxControlPayload - payload.size()));
}

} // namespace windsock::websocket
