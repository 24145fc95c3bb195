// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/responseparser.h"

#include "core/http/beastparser.h"
#include "core/http/bodyparser.h"
#include "core/http/headscanner.h"
#include "core/http/requestrules.h"

#include <charconv>

namespace windsock::http {

using Kind = ParseEvent::Kind;

class ResponseParser::Impl
{
public:
    Impl(const Limits& limitsOf, bool toHeadRequest)
        : limits(limitsOf)
        , toHead(toHeadRequest)
        , scanner(limitsOf.head, limitsOf.head)
        , parser(limitsOf.head)
    {
        parser.skip(toHeadRequest); // it then takes no close for the body's end
    }

    ParseEvent parseHead(std::string_view bytes);
    ParseEvent parseBody(std::string_view bytes);
    ParseEvent refused(std::string reason);
    void findFraming();

    Limits limits;
    bool toHead;
    HeadScanner scanner;
    BeastParser<false> parser;
    ResponseHead head;
    Framing framing;
    BodyParser body;
    Refusal refusal;
    bool headDone = false;
    bool keepAlive = false;
};

ResponseParser::ResponseParser(const Limits& limits, bool toHead)
    : d(std::make_unique<Impl>(limits, toHead))
{
}
ResponseParser::~ResponseParser() = default;
ResponseParser::ResponseParser(ResponseParser&&) noexcept = default;
ResponseParser& ResponseParser::operator=(ResponseParser&&) noexcept = default;

ParseEvent ResponseParser::parse(std::string_view bytes)
{
    return d->headDone ? d->parseBody(bytes) : d->parseHead(bytes);
}

ParseEvent ResponseParser::parseEnd()
{
    if (d->headDone && (d->body.isDone() || d->framing.kind == Framing::Kind::UntilClose))
        return {Kind::End, 0, {}};
    return d->refused(d->headDone ? "The response was cut before its end."
                                  : "The connection was closed before a response came.");
}

ResponseHead ResponseParser::takeHead()
{
    d->head.version = version();
    return std::move(d->head);
}

Version ResponseParser::version() const
{
    return d->parser.protocol == 10 ? Version::Http10 : Version::Http11;
}

Framing ResponseParser::framing() const
{
    return d->framing;
}

const Refusal& ResponseParser::refusal() const
{
    return d->refusal;
}

bool ResponseParser::keepAlive() const
{
    return d->keepAlive;
}

ParseEvent ResponseParser::Impl::refused(std::string reason)
{
    refusal = {502, std::move(reason)};
    return {Kind::Refused, 0, {}};
}

ParseEvent ResponseParser::Impl::parseHead(std::string_view bytes)
{
    switch (scanner.scan(bytes)) {
    case HeadScanner::State::NeedMore:
        return {};
    case HeadScanner::State::Refused:
        return refused("The response's head is malformed: " + scanner.refusal().reason);
    case HeadScanner::State::Complete:
        break;
    }
    parser.headers.reserve(16, scanner.size());
    beast::error_code error;
    parser.parse(bytes.substr(0, scanner.size()), error);
    if (error)
        return refused("The response's head is malformed: " + error.message() + ".");
    if (parser.status < 100)
        return refused("The response's status is none (RFC 9110 §15).");
    headDone = true;
    keepAlive = parser.keep_alive();
    head = {parser.status, std::move(parser.target), std::move(parser.headers)};
    if (const auto doubtful = refuseFraming(head.headers, parser.protocol == 10 ? Version::Http10 : Version::Http11))
        return refused(doubtful->reason);
    findFraming();
    body = BodyParser(framing, limits.body);
    return {Kind::Head, scanner.size(), {}};
}

void ResponseParser::Impl::findFraming()
{
    if (toHead || statusForbidsBody(head.status))
        return;
    if (head.headers.contains("Transfer-Encoding")) {
        framing.kind = Framing::Kind::Chunked;
    } else if (const auto length = head.headers.find("Content-Length")) {
        std::from_chars(length->data(), length->data() + length->size(), framing.length);
        framing.kind = framing.length ? Framing::Kind::Length : Framing::Kind::None;
    } else {
        framing.kind = Framing::Kind::UntilClose;
        keepAlive = false;
    }
}

ParseEvent ResponseParser::Impl::parseBody(std::string_view bytes)
{
    const ParseEvent event = body.parse(bytes);
    return event.kind == Kind::Refused ? refused(body.refusal().reason) : event;
}

} // namespace windsock::http
