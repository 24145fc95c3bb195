// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/logtext.h"

#include <algorithm>
#include <cstdint>

namespace windsock::journal {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

struct Character
{
    char32_t code = 0;
    std::size_t size = 0; // bytes; 0: not UTF-8
};

unsigned byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

/// The character that `text` (not empty) starts with; overlong forms and surrogates are none (RFC 3629 §4).
Character firstCharacter(std::string_view text)
{
    const unsigned lead = byteAt(text, 0);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size == 0 || text.size() < size)
        return {};
    char32_t code = lead & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byteAt(text, i) & 0xc0u) != 0x80u)
            return {};
        code = code << 6 | (byteAt(text, i) & 0x3fu);
    }
    const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (overlong || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
        return {};
    return {code, size};
}

bool isPrintable(char32_t code)
{
    if (code < 0xa0)
        return code >= 0x20 && code < 0x7f;
    const bool separator = code == 0x2028 || code == 0x2029;
    const bool direction = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return !separator && !direction;
}

/// How much of `text` can be copied as it stands: nearly always all.
std::size_t plainPrefix(std::string_view text, Escape how)
{
    const unsigned lowest = how == Escape::Word ? 0x21 : 0x20;
    const auto end = std::find_if(text.begin(), text.end(), [lowest](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < lowest || byte > 0x7e;
    });
    return static_cast<std::size_t>(end - text.begin());
}

void appendHex(std::string& out, std::string_view bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += "\\x";
        out += digits[byteAt(bytes, i) >> 4];
        out += digits[byteAt(bytes, i) & 15];
    }
}

/// Whether `text` starts with something that `how` treats in its own way; says how many bytes that took.
std::size_t appendSpecial(std::string& out, std::string_view text, Escape how)
{
    if (how == Escape::Word)
        return 0;
    const bool carriage = how == Escape::Text && text.starts_with("\r\n");
    if (carriage || text.front() == '\n') {
        out += how == Escape::Text ? "\n    " : "\n";
        return carriage ? 2 : 1;
    }
    if (text.front() != '\t')
        return 0;
    out += '\t';
    return 1;
}

std::size_t appendCharacter(std::string& out, std::string_view text, Escape how)
{
    if (const std::size_t special = appendSpecial(out, text, how))
        return special;
    const Character character = firstCharacter(text);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    if (character.size > 0 && isPrintable(character.code) && !(how == Escape::Word && character.code == ' '))
        out.append(text.substr(0, size));
    else
        appendHex(out, text.substr(0, size));
    return size;
}

void appendJsonEscape(std::string& out, char32_t code)
{
    if (code == '\n') {
        out += "\\n";
        return;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[code >> shift & 15];
}

} // namespace

void appendEscaped(std::string& out, std::string_view text, Escape how)
{
    while (!text.empty()) {
        const std::size_t plain = plainPrefix(text, how);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (!text.empty())
            text.remove_prefix(appendCharacter(out, text, how));
    }
}

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const Character character = firstCharacter(text);
        const std::size_t size = std::max<std::size_t>(character.size, 1);
        if (character.size == 0) {
            out += '\\';
            appendHex(out, text.substr(0, 1));
        } else if (character.code == '"' || character.code == '\\') {
            out += {'\\', text.front()};
        } else if (isPrintable(character.code)) {
            out.append(text.substr(0, size));
        } else {
            appendJsonEscape(out, character.code);
        }
        text.remove_prefix(size);
    }
    out += '"';
}

} // namespace windsock::journal
