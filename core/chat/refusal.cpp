// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/refusal.h"

#include "core/websocket/utf8.h"

#include <algorithm>

namespace windsock::chat {

namespace {

/// Foreign text on one line, at most `most` bytes, without control characters.
std::string oneLine(std::string_view text, std::size_t most)
{
    std::string out(websocket::utf8Prefix(text, most));
    const bool valid = websocket::isUtf8(out);
    for (char& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !valid))
            c = ' ';
    }
    if (out.size() < text.size())
        out += "…";
    return out;
}

/// "404 Not Found"
std::string statusLine(const http::ResponseHead& response)
{
    const std::string_view reason = response.reason.empty() ? http::reasonPhrase(response.status) : response.reason;
    return std::to_string(response.status) + ' ' + oneLine(reason, 60);
}

/// ` and says "…"` when the body is a short plain text, as Tornado's refusals are; else nothing.
std::string whatItSays(std::string_view body)
{
    const auto end = body.find_last_not_of(" \t\r\n.");
    body = body.substr(0, end == std::string_view::npos ? 0 : end + 1);
    if (body.empty() || body.size() > 160 || body.front() == '<' || body.front() == '{')
        return {};
    return " and says: " + oneLine(body, 160);
}

std::string moved(const http::ResponseHead& response)
{
    std::string location = oneLine(response.headers.value("Location"), 150);
    if (location.empty())
        return "The server answered " + statusLine(response) + " without saying where to: check the path.";
    if (location.starts_with("http"))
        location.replace(0, 4, "ws"); // https becomes wss
    return "The server sends you on to " + location + ": it answered " + statusLine(response) +
           ". Connect to that address instead.";
}

std::string forbidden(const RefusedHandshake& request, const http::ResponseHead& response, std::string_view body)
{
    const std::string answer = "it answered " + statusLine(response) + whatItSays(body);
    if (!request.origin.empty())
        return "The server does not accept the Origin " + oneLine(request.origin, 100) + ", or you: " + answer +
               ". Send no Origin or the server's own (http://" + request.host +
               "); if that changes nothing, it wants a login.";
    return "The server does not let you in: " + answer +
           ". Send the Cookie or Authorization header it wants, or the Origin http://" + request.host + ".";
}

std::string upgradeRequired(const http::ResponseHead& response)
{
    if (const auto versions = response.headers.find("Sec-WebSocket-Version"))
        return "The server speaks another version of WebSocket: it answered " + statusLine(response) + " and offers " +
               oneLine(*versions, 40) + ". Windsock speaks 13: bring the server's WebSocket library up to date.";
    return "The server wants another protocol here: it answered " + statusLine(response) +
           ". Check the path and the Upgrade it asks for (" + oneLine(response.headers.value("Upgrade"), 40) + ").";
}

std::string failed(const http::ResponseHead& response)
{
    const std::string answer = "it answered " + statusLine(response) + ".";
    if (response.status == 502 || response.status == 504)
        return "A proxy could not reach the server behind it: " + answer +
               " Start that server, or check the proxy's settings.";
    if (response.status == 503)
        return "The server is too busy or not ready: " + answer + " Try again later.";
    return "The server failed: " + answer + " Look into its log.";
}

} // namespace

std::string explainRefusal(const RefusedHandshake& request, const http::ResponseHead& response, std::string_view body)
{
    const std::string path = oneLine(std::string_view(request.target).substr(0, request.target.find('?')), 100);
    const std::string answer = "it answered " + statusLine(response);
    switch (response.status) {
    case 400:
        return "The server did not take the handshake: " + answer + whatItSays(body) +
               ". Check headers and subprotocols, and whether a proxy takes the Upgrade away.";
    case 401:
        return "The server wants a login: " + answer + ". Send an Authorization header or the Cookie of a login.";
    case 403:
        return forbidden(request, response, body);
    case 404:
    case 410:
        return "The server has no WebSocket at " + path + ": " + answer +
               ". Check the path; Windsock's own echo is at /ws/hello-tornado.";
    case 405:
    case 501:
        return "The server takes no GET at " + path + ", so it has no WebSocket there: " + answer + ". Check the path.";
    case 426:
        return upgradeRequired(response);
    case 429:
        return "The server has had too many requests: " + answer + ". Try again later.";
    default:
        break;
    }
    if (response.status / 100 == 2)
        return "The server has a page at " + path + ", not a WebSocket: " + answer +
               ". Check the path, and whether a proxy takes the Upgrade away.";
    if (response.status / 100 == 3)
        return moved(response);
    if (response.status >= 500)
        return failed(response);
    return "The server did not open a WebSocket at " + path + ": " + answer + whatItSays(body) +
           ". Check the address and the headers.";
}

} // namespace windsock::chat
