// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestparser.h"

#include "core/http/beastparser.h"
#include "core/http/bodyparser.h"
#include "core/http/headscanner.h"
#include "core/http/requestrules.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace windsock::http {

using Kind = ParseEvent::Kind;

namespace {

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

/// "HTTP/1.1" for a later minor version, which is to be read like it (RFC 9110 §2.5); 1.2 does not exist, yet.
std::string withKnownMinor(std::string_view head)
{
    std::string text(head);
    const auto lineEnd = text.find('\r');
    if (namesAVersion(head.substr(0, lineEnd)) && text[lineEnd - 3] == '1' && text[lineEnd - 1] > '1')
        text[lineEnd - 1] = '1';
    return text;
}

} // namespace

class RequestParser::Impl
{
public:
    explicit Impl(const Limits& limitsOf)
        : limits(limitsOf)
        , scanner(limitsOf.line, limitsOf.head)
    {
        parser.emplace(limitsOf.head);
    }

    ParseEvent parseHead(std::string_view bytes);
    ParseEvent parseBody(std::string_view bytes);
    void readGrammar(std::string_view text, beast::error_code& error);
    ParseEvent refused(Refusal reason);
    ParseEvent finishHead(std::size_t consumed);

    Limits limits;
    HeadScanner scanner;
    std::optional<BeastParser<true>> parser; // until the head is read
    RequestHead head;
    Framing framing;
    BodyParser body;
    Refusal refusal;
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
        head.method = std::move(parser->method);
        head.target = std::move(parser->target);
        head.headers = std::move(parser->headers);
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
    beast::error_code error;
    readGrammar(bytes.substr(0, scanner.size()), error);
    if (error == beast::http::error::bad_version && namesAVersion(bytes.substr(0, bytes.find('\r'))))
        return refused({505, "The HTTP version is not one this server speaks."});
    if (error)
        return refused({400, "The request's head is malformed: " + error.message() + "."});
    return finishHead(scanner.size());
}

void RequestParser::Impl::readGrammar(std::string_view text, beast::error_code& error)
{
    parser->headers.reserve(16, text.size());
    parser->parse(text, error);
    if (error != beast::http::error::bad_version)
        return;
    if (const std::string later = withKnownMinor(text); later != text) {
        parser.emplace(limits.head);
        parser->parse(later, error);
    }
}

ParseEvent RequestParser::Impl::finishHead(std::size_t consumed)
{
    head = {std::move(parser->method), std::move(parser->target),
            parser->protocol == 10 ? Version::Http10 : Version::Http11, std::move(parser->headers)};
    parser.reset();
    headDone = true;
    if (auto refusalFound = refuse(head))
        return refused(std::move(*refusalFound));
    if (head.headers.contains("Transfer-Encoding")) {
        framing = {Framing::Kind::Chunked, 0};
    } else if (const auto length = head.headers.find("Content-Length")) {
        std::from_chars(length->data(), length->data() + length->size(), framing.length);
        framing.kind = framing.length ? Framing::Kind::Length : Framing::Kind::None;
    }
    if (framing.length > limits.body)
        return refused({413, "The request's body is beyond the limit."});
    body = BodyParser(framing, limits.body);
    return {Kind::Head, consumed, {}};
}

ParseEvent RequestParser::Impl::parseBody(std::string_view bytes)
{
    const ParseEvent event = body.parse(bytes);
    if (event.kind == Kind::Refused)
        refusal = body.refusal();
    return event;
}

} // namespace windsock::http
