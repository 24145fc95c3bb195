// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Utf8Validator: checks text as it arrives and fails at the first byte that nothing could mend (RFC 3629 §4), so that
// a bad message is refused before its end. Pure; three bytes of state; one per message being received.
#pragma once

#include <cstdint>
#include <string_view>

namespace windsock::websocket {

class Utf8Validator
{
public:
    /// False from the first impossible byte on. A character may be split between calls.
    bool feed(std::string_view bytes);
    /// Whether the text may end here: no character is unfinished and nothing was invalid.
    bool complete() const { return m_missing == 0; }
    void reset() { *this = Utf8Validator(); }

private:
    bool lead(std::uint8_t byte);
    bool expect(std::uint8_t missing, std::uint8_t low = 0x80, std::uint8_t high = 0xBF);

    std::uint8_t m_missing = 0; // continuation bytes still to come; Broken after a failure
    std::uint8_t m_low = 0x80;  // what the next one may be
    std::uint8_t m_high = 0xBF;
};

/// Whether `text` is whole and valid UTF-8.
bool isUtf8(std::string_view text);
/// The longest valid beginning of valid UTF-8 `text` that has at most `size` bytes: no character is cut.
std::string_view utf8Prefix(std::string_view text, std::size_t size);

} // namespace windsock::websocket
