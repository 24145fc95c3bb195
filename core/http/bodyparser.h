// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyParser: a message's body, bytes in, events out: by length, in chunks (RFC 9112 §7.1), or until the close. Strict:
// what two readers could take for two different bodies is refused. Pure: any one thread; owned by a parser of messages.
#pragma once

#include "core/http/parse.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace windsock::http {

class BodyParser
{
public:
    /// No body: ends at once.
    BodyParser() = default;
    /// More than `limit` bytes of content are refused with 413.
    BodyParser(const Framing& framing, std::uint64_t limit);

    /// Body, End, NeedMore or Refused. A body until the close has no End: only the connection's end can tell it.
    ParseEvent parse(std::string_view bytes);
    bool isDone() const { return m_state == State::Done; }
    const Refusal& refusal() const { return m_refusal; }

private:
    enum class State : std::uint8_t { Length, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailers, Done };
    enum class Step : std::uint8_t { Taken, NeedMore, Refused };

    ParseEvent takeData(std::string_view bytes, std::size_t used);
    Step step(std::string_view bytes, std::size_t& used);
    Step takeLine(std::string_view bytes, std::string_view& line);
    Step takeChunkSize(std::string_view line);
    Step takeChunkEnd(std::string_view bytes, std::size_t& used);
    Step takeTrailer(std::string_view line);
    Step refuse(int status, const char* reason);

    Refusal m_refusal;
    std::uint64_t m_left = 0;  // of the body, or of the chunk
    std::uint64_t m_total = 0; // of all chunks so far
    std::uint64_t m_limit = 0;
    std::size_t m_trailers = 0; // bytes
    State m_state = State::Done;
};

} // namespace windsock::http
