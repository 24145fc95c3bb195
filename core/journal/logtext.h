// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Escaping for logs: what a peer or an application said can neither forge a line nor drive a terminal.
// Pure functions, for any thread.
#pragma once

#include <string>
#include <string_view>

namespace windsock::journal {

/// What is left as it is beside printable UTF-8.
enum class Escape {
    Word,     ///< nothing, not even a blank: a method, URI or address inside a line
    Text,     ///< tab, and newlines, behind which four spaces are put as Tornado does
    Terminal, ///< tab and newline: an application's own output
};

/// Appends `text` with every other byte as \xNN: ASCII controls, C1 controls (U+009B starts a terminal sequence just as
/// ESC [ does), line separators and direction overrides, and what is not UTF-8. Python's notation for bytes, which a
/// log reader knows; Tornado itself escapes nothing here (it writes Latin-1 decoded targets, so UTF-8 comes out garbled
/// and an escape sequence works). A backslash stays single: targets with one are legal, and lines are to look like
/// Tornado's.
void appendEscaped(std::string& out, std::string_view text, Escape how);

/// Appends `text` as a JSON string with its quotes. The same bytes are escaped, as \u00NN where they are characters;
/// bytes that are not UTF-8 become the text \xNN.
void appendJsonString(std::string& out, std::string_view text);

} // namespace windsock::journal
