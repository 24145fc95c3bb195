// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/proxy/forwarding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <random>
#include <sstream>

namespace windsock::backend {

namespace {

/// Our name in Via: one of many Windsocks, so that a request that comes back is known. In the process's life always the
/// same.
const std::string& pseudonym()
{
    static const std::string name = [] {
        std::ostringstream text;
        text << "windsock-" << std::hex << std::random_device()();
        return text.str();
    }();
    return name;
}

/// The version is that of the message which was received (RFC 9110 §7.6.3).
std::string via(http::Version version)
{
    return (version == http::Version::Http10 ? "1.0 " : "1.1 ") + pseudonym();
}

// For one connection alone, whether Connection names them or not (RFC 9110 §7.6.1). Expect has been answered by us.
constexpr std::array<std::string_view, 9> hopByHop = {"Connection", "Keep-Alive", "Proxy-Connection",
                                                      "TE",         "Trailer",    "Transfer-Encoding",
                                                      "Upgrade",    "Expect",     "Proxy-Authenticate"};

void removeHopByHop(http::Headers& headers)
{
    std::vector<std::string> named;
    for (const auto field : headers) {
        std::string_view list = field.value;
        while (http::equalsIgnoringCase(field.name, "Connection") && !list.empty())
            named.emplace_back(http::takeElement(list));
    }
    for (const std::string& name : named) {
        // A client may not have taken away what says where its body ends, or whom it asks.
        if (!http::equalsIgnoringCase(name, "Content-Length") && !http::equalsIgnoringCase(name, "Host"))
            headers.remove(name);
    }
    for (const std::string_view name : hopByHop)
        headers.remove(name);
}

/// What a backend that takes "_" for "-" (CGI, WSGI) would mix up with fields that we answer for.
void removeLookalikes(http::Headers& headers)
{
    constexpr std::array<std::string_view, 7> ours = {"X-Forwarded-For",
                                                      "X-Forwarded-Proto",
                                                      "X-Forwarded-Host",
                                                      "Via",
                                                      "Content-Length",
                                                      "Transfer-Encoding",
                                                      "Host"};
    std::vector<std::string> found;
    for (const auto field : headers) {
        if (field.name.find('_') == std::string_view::npos)
            continue;
        std::string dashed(field.name);
        std::replace(dashed.begin(), dashed.end(), '_', '-');
        const auto same = [&](std::string_view name) { return http::equalsIgnoringCase(name, dashed); };
        if (std::any_of(ours.begin(), ours.end(), same))
            found.emplace_back(field.name);
    }
    for (const std::string& name : found)
        headers.remove(name);
}

/// One field whose list has one element more (RFC 9110 §5.3).
void append(http::Headers& headers, std::string_view name, std::string_view element)
{
    std::string list = headers.joined(name);
    headers.set(name, list.append(list.empty() ? "" : ", ").append(element));
}

/// scheme "://" authority: what an absolute-form target begins with; empty for others.
std::string_view originOf(std::string_view target)
{
    const auto scheme = target.starts_with('/') ? std::string_view::npos : target.find("://");
    return scheme == std::string_view::npos ? std::string_view()
                                            : target.substr(0, target.find_first_of("/?", scheme + 3));
}

/// What stands behind a URL's host, as a path; of OPTIONS with none it is the whole server (RFC 9112 §3.2.4).
std::string pathOf(std::string_view rest, std::string_view method)
{
    if (rest.empty() && method == "OPTIONS")
        return "*";
    std::string path;
    if (!rest.starts_with('/'))
        path.push_back('/');
    return path.append(rest);
}

/// RFC 9112 §3.2.1, and §3.2.2: a URL's host counts, not Host's.
void makeOriginForm(http::RequestHead& head)
{
    const std::string origin(originOf(head.target));
    if (origin.empty())
        return;
    head.headers.set("Host", origin.substr(origin.find("://") + 3));
    head.target = pathOf(std::string_view(head.target).substr(origin.size()), head.method);
}

void tellOfTheClient(http::Headers& headers, const BackendRequest& request)
{
    const bool overUnixSocket = request.client.host.empty() || request.client.host.starts_with('/');
    append(headers, "X-Forwarded-For", overUnixSocket ? std::string_view("unix:") : request.client.host);
    headers.set("X-Forwarded-Proto", request.scheme);
    headers.remove("X-Forwarded-Host"); // a client's word on it is worth nothing
    if (const std::string host(headers.value("Host")); !host.empty())
        headers.add("X-Forwarded-Host", host);
    append(headers, "Via", via(request.head.version));
}

/// Nothing where Max-Forwards does not count, or is no number.
std::optional<unsigned> forwardsLeft(const http::RequestHead& head)
{
    if (head.method != "OPTIONS" && head.method != "TRACE")
        return std::nullopt;
    const std::string_view text = head.headers.value("Max-Forwards");
    unsigned left = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), left);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return left;
}

} // namespace

bool hasBeenHere(const http::RequestHead& head)
{
    return head.headers.joined("Via").find(pseudonym()) != std::string::npos;
}

bool mayGoFurther(const http::RequestHead& head)
{
    return forwardsLeft(head).value_or(1) > 0;
}

http::ResponseHead answerHere(const http::RequestHead& head)
{
    return {head.method == "OPTIONS" ? 200 : 405, {}, {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}}};
}

bool asksForUpgrade(const BackendRequest& request)
{
    const http::RequestHead& head = request.head;
    return request.framing.kind == http::Framing::Kind::None && head.version == http::Version::Http11 &&
           head.headers.contains("Upgrade") && head.headers.hasToken("Connection", "upgrade");
}

http::RequestHead forwarded(const BackendRequest& request)
{
    http::RequestHead head = request.head;
    const std::string upgrade(asksForUpgrade(request) ? head.headers.value("Upgrade") : std::string_view());
    removeHopByHop(head.headers);
    removeLookalikes(head.headers);
    head.version = http::Version::Http11;
    makeOriginForm(head);
    if (!head.headers.contains("Host")) // HTTP/1.0 needs none, 1.1 does (RFC 9112 §3.2)
        head.headers.add("Host", net::toString(request.server));
    tellOfTheClient(head.headers, request);
    if (const auto left = forwardsLeft(head))
        head.headers.set("Max-Forwards", std::to_string(*left - 1));
    if (request.framing.kind == http::Framing::Kind::Chunked)
        head.headers.add("Transfer-Encoding", "chunked");
    if (!upgrade.empty()) {
        head.headers.add("Connection", "Upgrade");
        head.headers.add("Upgrade", upgrade);
    }
    return head;
}

http::ResponseHead forwarded(http::ResponseHead head)
{
    const std::string upgrade(head.status == 101 ? head.headers.value("Upgrade") : std::string_view());
    removeHopByHop(head.headers);
    if (head.status == 204 || head.status / 100 == 1)
        head.headers.remove("Content-Length"); // RFC 9110 §8.6
    append(head.headers, "Via", via(head.version));
    if (!upgrade.empty()) {
        head.headers.add("Connection", "Upgrade");
        head.headers.add("Upgrade", upgrade);
    }
    return head;
}

} // namespace windsock::backend
