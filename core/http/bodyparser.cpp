// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/bodyparser.h"

#include "core/http/headers.h"

#include <algorithm>
#include <charconv>

namespace windsock::http {

using Kind = ParseEvent::Kind;

namespace {

// A chunk's size line, and all the trailers: beyond it somebody wants our memory.
constexpr std::size_t lineLimit = 16 * 1024;
constexpr std::size_t mostDigits = 15; // of a chunk's size: fits whatever they are

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A line without its end may hold no other control character, least of all a CR.
bool isText(std::string_view line)
{
    return std::all_of(line.begin(), line.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 ? c != '\x7f' : c == '\t'; });
}

std::string_view withoutLeading(std::string_view text, std::string_view what)
{
    return text.substr(std::min(text.find_first_not_of(what), text.size()));
}

} // namespace

BodyParser::BodyParser(const Framing& framing, std::uint64_t limit)
    : m_left(framing.length)
    , m_limit(limit)
{
    switch (framing.kind) {
    case Framing::Kind::None:
        break;
    case Framing::Kind::Length:
        m_state = State::Length;
        break;
    case Framing::Kind::Chunked:
        m_state = State::ChunkSize;
        break;
    case Framing::Kind::UntilClose:
        m_state = State::UntilClose;
        break;
    }
}

BodyParser::Step BodyParser::refuse(int status, const char* reason)
{
    m_refusal = {status, reason};
    return Step::Refused;
}

ParseEvent BodyParser::parse(std::string_view bytes)
{
    std::size_t used = 0;
    for (;;) {
        if (m_state == State::Done)
            return {Kind::End, used, {}};
        if (m_state == State::Length || m_state == State::UntilClose || m_state == State::ChunkData)
            return takeData(bytes.substr(used), used);
        switch (step(bytes.substr(used), used)) {
        case Step::Taken:
            break;
        case Step::NeedMore:
            return {Kind::NeedMore, used, {}};
        case Step::Refused:
            return {Kind::Refused, used, {}};
        }
    }
}

ParseEvent BodyParser::takeData(std::string_view bytes, std::size_t used)
{
    if (bytes.empty())
        return {Kind::NeedMore, used, {}};
    if (m_state == State::UntilClose)
        return {Kind::Body, used + bytes.size(), bytes};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_left));
    m_left -= size;
    if (m_left == 0)
        m_state = m_state == State::Length ? State::Done : State::ChunkEnd;
    return {Kind::Body, used + size, bytes.substr(0, size)};
}

/// What stands between the data; `used` grows by what was taken.
BodyParser::Step BodyParser::step(std::string_view bytes, std::size_t& used)
{
    if (m_state == State::ChunkEnd)
        return takeChunkEnd(bytes, used);
    std::string_view line;
    if (const Step found = takeLine(bytes, line); found != Step::Taken)
        return found;
    used += line.size() + 2;
    return m_state == State::ChunkSize ? takeChunkSize(line) : takeTrailer(line);
}

/// A whole line, without its CR LF.
BodyParser::Step BodyParser::takeLine(std::string_view bytes, std::string_view& line)
{
    const auto newline = bytes.find('\n');
    if (std::min(newline, bytes.size()) > lineLimit)
        return refuse(400, "A chunk's size line or a trailer is too long.");
    if (newline == std::string_view::npos)
        return Step::NeedMore;
    if (newline == 0 || bytes[newline - 1] != '\r')
        return refuse(400, "A line between chunks ended with LF alone.");
    line = bytes.substr(0, newline - 1);
    return isText(line) ? Step::Taken : refuse(400, "A control character stands between chunks.");
}

/// chunk-size [ chunk-ext ]: extensions are ignored (RFC 9112 §7.1.1).
BodyParser::Step BodyParser::takeChunkSize(std::string_view line)
{
    const auto* const end = std::find_if_not(line.begin(), line.end(), isHexDigit);
    const std::string_view digits = line.substr(0, static_cast<std::size_t>(end - line.begin()));
    const std::string_view rest = withoutLeading(line.substr(digits.size()), " \t");
    if (digits.empty() || (rest.empty() ? digits.size() != line.size() : rest.front() != ';'))
        return refuse(400, "A chunk's size is no hexadecimal number.");
    const std::string_view significant = withoutLeading(digits, "0");
    if (significant.size() > mostDigits)
        return refuse(400, "A chunk's size is beyond all limits.");
    m_left = 0;
    std::from_chars(significant.data(), significant.data() + significant.size(), m_left, 16);
    if (m_left > m_limit - m_total)
        return refuse(413, "The body is beyond the limit.");
    m_total += m_left;
    m_state = m_left == 0 ? State::Trailers : State::ChunkData;
    return Step::Taken;
}

BodyParser::Step BodyParser::takeChunkEnd(std::string_view bytes, std::size_t& used)
{
    constexpr std::string_view lineEnd = "\r\n";
    const std::string_view start = bytes.substr(0, lineEnd.size());
    if (start != lineEnd.substr(0, start.size()))
        return refuse(400, "A chunk is longer than its size says.");
    if (start.size() < lineEnd.size())
        return Step::NeedMore;
    used += lineEnd.size();
    m_state = State::ChunkSize;
    return Step::Taken;
}

/// Trailers are read to their end and dropped: nothing in them may change what the head has said (RFC 9110 §6.5.1).
BodyParser::Step BodyParser::takeTrailer(std::string_view line)
{
    m_trailers += line.size();
    if (m_trailers > lineLimit)
        return refuse(400, "The trailers are too long.");
    if (line.empty()) {
        m_state = State::Done;
        return Step::Taken;
    }
    const std::string_view name = line.substr(0, line.find(':'));
    if (name.size() == line.size() || !isToken(name))
        return refuse(400, "A trailer is no field.");
    return Step::Taken;
}

} // namespace windsock::http
