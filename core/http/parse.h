// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What both parsers have in common: limits, and the one event that each call to parse() returns.
// Plain values, for any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::http {

/// Bytes. Beyond them a request is refused with 414, 431 or 413.
struct Limits
{
    std::size_t line = 16 * 1024;      ///< request line
    std::size_t head = 64 * 1024;      ///< request line and fields
    std::uint64_t body = 100ull << 20; ///< after chunked framing was taken off
};

/// What a parser found at the start of the bytes it was given.
struct ParseEvent
{
    enum class Kind {
        NeedMore, ///< nothing whole yet: call again with what was given, less `consumed`, and more behind it
        Head,     ///< takeHead() has it
        Body,     ///< `body` is a piece of it, a view into the bytes given
        End,      ///< the message is complete; what follows belongs to the next
        Refused,  ///< refusal() says why; the framing is in doubt, so the connection is to be closed
    };

    Kind kind = Kind::NeedMore;
    std::size_t consumed = 0;
    std::string_view body;
};

/// A message that cannot be served: the status a client is told, and the reason for the log.
struct Refusal
{
    int status = 400;
    std::string reason; ///< one sentence
};

/// How a body is delimited (RFC 9112 §6).
struct Framing
{
    enum class Kind { None, Length, Chunked, UntilClose };
    Kind kind = Kind::None;
    std::uint64_t length = 0; ///< of Kind::Length
};

} // namespace windsock::http
