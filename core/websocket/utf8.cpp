// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8.h"

#include <cstring>

namespace windsock::websocket {

namespace {

constexpr std::uint8_t Broken = 0xFF;
constexpr std::uint64_t HighBits = 0x8080808080808080U;

const char* skipAscii(const char* at, const char* end)
{
    std::uint64_t word = 0;
    for (; end - at >= static_cast<std::ptrdiff_t>(sizeof word); at += sizeof word) {
        std::memcpy(&word, at, sizeof word);
        if ((word & HighBits) != 0)
            break;
    }
    while (at != end && static_cast<std::uint8_t>(*at) < 0x80)
        ++at;
    return at;
}

} // namespace

bool Utf8Validator::feed(std::string_view bytes)
{
    if (m_missing == Broken)
        return false;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at != end) {
        if (m_missing == 0) {
            at = skipAscii(at, end);
            if (at != end && !lead(static_cast<std::uint8_t>(*at++)))
                return false;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(*at++);
        if (byte < m_low || byte > m_high) {
            m_missing = Broken;
            return false;
        }
        expect(static_cast<std::uint8_t>(m_missing - 1));
    }
    return true;
}

// The table of RFC 3629 §4: overlong forms, surrogates and what lies above U+10FFFF show in the second byte at the
// latest.
bool Utf8Validator::lead(std::uint8_t byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return expect(1);
    if (byte == 0xE0)
        return expect(2, 0xA0);
    if (byte == 0xED)
        return expect(2, 0x80, 0x9F);
    if (byte >= 0xE1 && byte <= 0xEF)
        return expect(2);
    if (byte == 0xF0)
        return expect(3, 0x90);
    if (byte >= 0xF1 && byte <= 0xF3)
        return expect(3);
    if (byte == 0xF4)
        return expect(3, 0x80, 0x8F);
    m_missing = Broken;
    return false;
}

bool Utf8Validator::expect(std::uint8_t missing, std::uint8_t low, std::uint8_t high)
{
    m_missing = missing;
    m_low = low;
    m_high = high;
    return true;
}

bool isUtf8(std::string_view text)
{
    Utf8Validator validator;
    return validator.feed(text) && validator.complete();
}

std::string_view utf8Prefix(std::string_view text, std::size_t size)
{
    if (text.size() <= size)
        return text;
    while (size > 0 && (static_cast<std::uint8_t>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return text.substr(0, size);
}

} // namespace windsock::websocket
