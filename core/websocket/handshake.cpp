// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/handshake.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>

namespace windsock::websocket {

namespace {

constexpr std::string_view Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

HandshakeRefusal refuse(int status, std::string_view text)
{
    return {{status, {}, {{"Content-Type", "text/html; charset=UTF-8"}}}, std::string(text)};
}

HandshakeRefusal refuseMethod()
{
    HandshakeRefusal refusal =
        refuse(405, "<html><title>405: Method Not Allowed</title><body>405: Method Not Allowed</body></html>");
    refusal.response.headers.add("Allow", "GET");
    return refusal;
}

HandshakeRefusal refuseVersion()
{
    HandshakeRefusal refusal = refuse(426, {});
    refusal.response.headers.add("Sec-WebSocket-Version", "13");
    refusal.response.headers.add("Upgrade", "websocket"); // RFC 9110 §15.5.22
    return refusal;
}

bool originAllowed(const http::Headers& headers, const HandshakePolicy& policy)
{
    auto origin = headers.find("Origin");
    if (!origin)
        origin = headers.find("Sec-WebSocket-Origin"); // what version 8 called it; Tornado looks there too
    if (!origin)
        return true; // no browser
    return policy.originAllowed ? policy.originAllowed(*origin) : sameOrigin(*origin, headers.value("Host"));
}

/// A body would leave its bytes where frames are expected.
bool announcesBody(const http::Headers& headers)
{
    return headers.contains("Transfer-Encoding") || headers.find("Content-Length").value_or("0") != "0";
}

Acceptance accept(const http::Headers& headers, const HandshakePolicy& policy)
{
    Acceptance acceptance;
    acceptance.response.status = 101;
    http::Headers& out = acceptance.response.headers;
    out.add("Upgrade", "websocket");
    out.add("Connection", "Upgrade");
    out.add("Sec-WebSocket-Accept", acceptFor(headers.value("Sec-WebSocket-Key")));
    const auto offered = listOf(headers, "Sec-WebSocket-Protocol");
    if (policy.chooseSubprotocol && !offered.empty())
        acceptance.subprotocol = policy.chooseSubprotocol(offered);
    if (std::find(offered.begin(), offered.end(), acceptance.subprotocol) == offered.end())
        acceptance.subprotocol.clear(); // only what was offered may be chosen (RFC 6455 §4.2.2)
    if (!acceptance.subprotocol.empty())
        out.add("Sec-WebSocket-Protocol", acceptance.subprotocol);
    if (policy.deflate)
        acceptance.deflate = chooseDeflate(headers, *policy.deflate);
    if (acceptance.deflate)
        out.add("Sec-WebSocket-Extensions", deflateResponse(*acceptance.deflate));
    return acceptance;
}

} // namespace

// The order is Tornado's, so that a request with several faults gets the same answer.
Judgement judge(const http::RequestHead& request, const HandshakePolicy& policy)
{
    const http::Headers& headers = request.headers;
    if (request.method != "GET")
        return refuseMethod();
    // HTTP/1.0 cannot upgrade: the field counts as absent (RFC 9110 §7.8).
    if (request.version != http::Version::Http11 || !headers.hasToken("Upgrade", "websocket"))
        return refuse(400, "Can \"Upgrade\" only to \"WebSocket\".");
    if (!headers.hasToken("Connection", "upgrade"))
        return refuse(400, "\"Connection\" must be \"Upgrade\".");
    if (!originAllowed(headers, policy))
        return refuse(403, "Cross origin websockets not allowed");
    if (headers.value("Sec-WebSocket-Version") != "13")
        return refuseVersion();
    const bool oneKey = headers.count("Sec-WebSocket-Key") == 1 && isKey(headers.value("Sec-WebSocket-Key"));
    if (!oneKey || headers.value("Host").empty() || announcesBody(headers))
        return refuse(400, "Missing/Invalid WebSocket headers");
    return accept(headers, policy);
}

bool looksLikeHandshake(const http::RequestHead& request)
{
    return request.headers.hasToken("Upgrade", "websocket") || request.headers.contains("Sec-WebSocket-Key");
}

bool sameOrigin(std::string_view origin, std::string_view host)
{
    const auto slashes = origin.find("//");
    if (slashes == std::string_view::npos || host.empty())
        return false; // "null" and the like
    origin.remove_prefix(slashes + 2);
    return http::equalsIgnoringCase(origin.substr(0, origin.find_first_of("/?#")), host);
}

std::string acceptFor(std::string_view key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArrayView(key.data(), static_cast<qsizetype>(key.size())));
    hash.addData(QByteArrayView(Guid.data(), static_cast<qsizetype>(Guid.size())));
    return hash.result().toBase64().toStdString();
}

bool isKey(std::string_view key)
{
    if (key.size() != 24)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray(key.data(), static_cast<qsizetype>(key.size())),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 16;
}

std::vector<std::string_view> listOf(const http::Headers& headers, std::string_view name)
{
    std::vector<std::string_view> tokens;
    for (const auto field : headers) {
        if (!http::equalsIgnoringCase(field.name, name))
            continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            if (const std::string_view item = http::takeElement(rest); !item.empty())
                tokens.push_back(item);
        }
    }
    return tokens;
}

} // namespace windsock::websocket
