// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestrules.h"

#include <algorithm>

namespace windsock::http {

namespace {

using Verdict = std::optional<Refusal>;

constexpr std::size_t digitsOfLength = 18; // fits an int64 whatever the digits

Verdict bad(std::string reason)
{
    return Refusal{400, std::move(reason)};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// host [":" port] of RFC 3986 §3.2, loosely: no user information, no controls, no path.
bool isAuthority(std::string_view text)
{
    if (text.empty())
        return false;
    std::string_view port;
    if (text.front() == '[') {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return false;
        port = text.substr(close + 1);
        text = text.substr(1, close - 1);
        if (text.find_first_not_of("0123456789abcdefABCDEF:.vV%-_~") != std::string_view::npos)
            return false;
    } else {
        const auto colon = text.find(':');
        if (colon != std::string_view::npos)
            port = text.substr(colon);
        text = text.substr(0, colon);
        if (text.empty() || text.find_first_of(" \t/?#@[]\\<>\"{}|^`,") != std::string_view::npos ||
            std::any_of(text.begin(), text.end(), [](char c) { return c <= 0x20 || c >= 0x7f; }))
            return false;
    }
    if (!port.empty() && port.front() != ':')
        return false;
    return port.size() <= 6 && std::all_of(port.begin() + (port.empty() ? 0 : 1), port.end(), isDigit);
}

Verdict checkHost(const RequestHead& head)
{
    const std::size_t hosts = head.headers.count("Host");
    if (hosts > 1)
        return bad("Host was sent twice.");
    if (hosts == 0)
        return head.version == Version::Http11 ? bad("Host is missing.") : Verdict();
    // An empty Host is what a client sends whose target has no authority.
    const std::string_view host = head.headers.value("Host");
    return host.empty() || isAuthority(host) ? Verdict() : bad("Host is no host name.");
}

Verdict checkTarget(const RequestHead& head)
{
    const std::string_view target = head.target;
    if (target.find('#') != std::string_view::npos)
        return bad("The target has a fragment, which is never sent.");
    if (head.method == "CONNECT")
        return Refusal{405, "CONNECT asks for a proxy, which this server is not."};
    if (target.starts_with('/'))
        return {};
    if (target == "*")
        return head.method == "OPTIONS" ? Verdict() : bad("The target * is for OPTIONS alone.");
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos)
        return bad("The target is neither a path nor a URL.");
    const std::string_view name = target.substr(0, scheme);
    if (!equalsIgnoringCase(name, "http") && !equalsIgnoringCase(name, "https"))
        return bad("The target's scheme is neither http nor https.");
    const std::string_view rest = target.substr(scheme + 3);
    return isAuthority(rest.substr(0, rest.find_first_of("/?"))) ? Verdict()
                                                                 : bad("The target's host is no host name.");
}

Verdict checkLength(const Headers& headers)
{
    const std::size_t lengths = headers.count("Content-Length");
    if (lengths == 0)
        return {};
    if (lengths > 1)
        return bad("Content-Length was sent twice.");
    const std::string_view length = headers.value("Content-Length");
    if (length.empty() || !std::all_of(length.begin(), length.end(), isDigit))
        return bad("Content-Length is no number.");
    if (length.size() > digitsOfLength)
        return Refusal{413, "Content-Length is beyond all limits."};
    return {};
}

Verdict checkTransferCoding(const Headers& headers, Version version)
{
    const std::size_t codings = headers.count("Transfer-Encoding");
    if (codings == 0)
        return {};
    if (version == Version::Http10)
        return bad("Transfer-Encoding does not exist in HTTP/1.0.");
    if (headers.contains("Content-Length"))
        return bad("Both Content-Length and Transfer-Encoding were sent: the body's end would be a matter of opinion.");
    if (codings > 1)
        return bad("Transfer-Encoding was sent twice.");
    std::string_view list = headers.value("Transfer-Encoding");
    const std::string_view first = takeElement(list);
    if (list.empty() && equalsIgnoringCase(first, "chunked"))
        return {};
    std::string_view last = first;
    while (!list.empty())
        last = takeElement(list);
    // Only the last coding tells where the body ends.
    if (!equalsIgnoringCase(last, "chunked") || equalsIgnoringCase(first, "chunked"))
        return bad("The last transfer coding, and no other, must be chunked.");
    return Refusal{501, "The only transfer coding understood is chunked."};
}

Verdict checkExpectation(const RequestHead& head)
{
    const auto expect = head.headers.find("Expect");
    if (!expect || equalsIgnoringCase(*expect, "100-continue"))
        return {};
    return Refusal{417, "The only expectation understood is 100-continue."};
}

} // namespace

std::optional<Refusal> refuseFraming(const Headers& headers, Version version)
{
    auto refusal = checkTransferCoding(headers, version);
    return refusal ? refusal : checkLength(headers);
}

std::optional<Refusal> refuse(const RequestHead& head)
{
    if (auto refusal = refuseFraming(head.headers, head.version))
        return refusal;
    for (const auto check : {checkHost, checkTarget, checkExpectation}) {
        if (auto refusal = check(head))
            return refusal;
    }
    return std::nullopt;
}

bool wantsKeepAlive(const RequestHead& head)
{
    if (head.headers.hasToken("Connection", "close"))
        return false;
    return head.version == Version::Http11 || head.headers.hasToken("Connection", "keep-alive");
}

} // namespace windsock::http
