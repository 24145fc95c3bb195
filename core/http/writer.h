// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Heads and chunks as bytes on the wire (RFC 9112 §2, §7.1). Pure functions, any thread.
#pragma once

#include "core/http/message.h"

#include <ctime>
#include <string>
#include <string_view>

namespace windsock::http {

/// Appends "METHOD target HTTP/1.1", the fields and the empty line.
void appendHead(std::string& out, const RequestHead& head);
/// Appends the status line, the fields and the empty line; an empty reason becomes the usual phrase.
void appendHead(std::string& out, const ResponseHead& head);
/// Appends one chunk; nothing for an empty one, which would end the body.
void appendChunk(std::string& out, std::string_view data);
/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7); `when` in seconds since 1970, UTC.
std::string httpDate(std::time_t when);
/// The time such a date names; -1 when it is none.
std::time_t parseHttpDate(std::string_view text);

constexpr std::string_view lastChunk = "0\r\n\r\n";

} // namespace windsock::http
