// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestparser.h"

#include "core/http/beastparser.h"
#include "core/http/headscanner.h"
#include "core/http/requestrules.h"

#include <algorithm>
#include <charconv>

namespace windsock::http {

using Kind = ParseEvent::Kind;

namespace {

// A chunk's size line or the trailers: what may pile up unparsed behind the head.
constexpr std::size_t chunkLineLimit = 16 * 1024;

/// Client says hello in another language: tell the log, for the parser would only say "bad method".
std::optional<Refusal> otherProtocol(std::string_view bytes)
{
    if (!bytes.empty() && bytes.front() == '\x16')
        return Refusal{400, "The client speaks TLS to a port that does not: use http:// and ws:// here."};
    if (bytes.starts_with("PRI * HTTP/2.0"))
        return Refusal{505, "The client speaks HTTP/2, this server HTTP/1.1."};
    return std::nullopt;
}

/// "HTTP/2.0" where a version stands, and only there: a space in the target makes Beast look for one in the wrong
/// place.
bool namesAVersion(std::string_view line)
{
    constexpr std::string_view form = "HTTP/0.0";
    if (std::count(line.begin(), line.end(), ' ') != 2 || line.size() < form.size())
        return false;
    const std::string_view version = line.substr(line.size() - form.size());
    return version.starts_with("HTTP/") && version[6] == '.';
}

} // namespace

class RequestParser::Impl
{
public:
    explicit Impl(const Limits& limitsOf)
        : limits(limitsOf)
        , scanner(limitsOf.line, limitsOf.head)
        , parser(limitsOf.head)
    {
    }

    ParseEvent parseHead(std::string_view bytes);
    ParseEvent parseBody(std::string_view bytes);
    ParseEvent refused(Refusal reason);
    ParseEvent finishHead(std::size_t consumed);

    Limits limits;
    HeadScanner scanner;
    BeastParser<true> parser;
    RequestHead head;
    Framing framing;
    Refusal refusal;
    std::uint64_t bodySize = 0;
    bool headDone = false;
};

RequestParser::RequestParser(const Limits& limits)
    : d(std::make_unique<Impl>(limits))
{
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

ParseEvent RequestParser::parse(std::string_view bytes)
{
    return d->headDone ? d->parseBody(bytes) : d->parseHead(bytes);
}

RequestHead RequestParser::takeHead()
{
    return std::move(d->head);
}

Framing RequestParser::framing() const
{
    return d->framing;
}

const Refusal& RequestParser::refusal() const
{
    return d->refusal;
}

ParseEvent RequestParser::Impl::refused(Refusal reason)
{
    refusal = std::move(reason);
    if (!headDone) {
        head.method = std::move(parser.method);
        head.target = std::move(parser.target);
        head.headers = std::move(parser.headers);
    }
    return {Kind::Refused, 0, {}};
}

ParseEvent RequestParser::Impl::parseHead(std::string_view bytes)
{
    // An empty line before a request is the rest of somebody's body (RFC 9112 §2.2).
    const std::size_t skipped = bytes.starts_with("\r\n") ? 2 : 0;
    if (skipped)
        return {Kind::NeedMore, skipped, {}};
    if (auto other = otherProtocol(bytes))
        return refused(std::move(*other));
    if (bytes == "\r")
        return {};
    switch (scanner.scan(bytes)) {
    case HeadScanner::State::NeedMore:
        return {};
    case HeadScanner::State::Refused:
        return refused(scanner.refusal());
    case HeadScanner::State::Complete:
        break;
    }
    parser.headers.reserve(16, scanner.size());
    beast::error_code error;
    parser.feed(bytes.substr(0, scanner.size()), error);
    if (error == beast::http::error::bad_version && namesAVersion(bytes.substr(0, bytes.find('\r'))))
        return refused({505, "The HTTP version is not one this server speaks."});
    if (error)
        return refused({400, "The request's head is malformed: " + error.message() + "."});
    return finishHead(scanner.size());
}

ParseEvent RequestParser::Impl::finishHead(std::size_t consumed)
{
    const int version = parser.protocol;
    if (version / 10 != 1)
        return refused({505, "The HTTP version is not one this server speaks."});
    head = {std::move(parser.method), std::move(parser.target), version == 10 ? Version::Http10 : Version::Http11,
            std::move(parser.headers)};
    headDone = true;
    if (auto refusalFound = refuse(head))
        return refused(std::move(*refusalFound));
    if (parser.chunked()) {
        framing = {Framing::Kind::Chunked, 0};
    } else if (const auto length = head.headers.find("Content-Length")) {
        std::from_chars(length->data(), length->data() + length->size(), framing.length);
        framing.kind = framing.length ? Framing::Kind::Length : Framing::Kind::None;
    }
    if (framing.length > limits.body)
        return refused({413, "The request's body is beyond the limit."});
    return {Kind::Head, consumed, {}};
}

ParseEvent RequestParser::Impl::parseBody(std::string_view bytes)
{
    if (parser.is_done())
        return {Kind::End, 0, {}};
    if (bytes.empty())
        return {};
    beast::error_code error;
    const std::size_t consumed = parser.feed(bytes, error);
    if (error == beast::http::error::need_more) {
        if (bytes.size() - consumed > chunkLineLimit)
            return refused({400, "A chunk's size line or the trailers are too long."});
        return {Kind::NeedMore, consumed, {}};
    }
    if (error)
        return refused({400, "The request's body is malformed: " + error.message() + "."});
    bodySize += parser.body.size();
    if (bodySize > limits.body)
        return refused({413, "The request's body is beyond the limit."});
    if (!parser.body.empty())
        return {Kind::Body, consumed, parser.body};
    if (parser.is_done())
        return {Kind::End, consumed, {}};
    return {Kind::NeedMore, consumed, {}};
}

} // namespace windsock::http
