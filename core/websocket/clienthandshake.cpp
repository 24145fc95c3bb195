// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/clienthandshake.h"

#include "core/websocket/handshake.h"
#include "core/websocket/utf8.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace windsock::websocket {

namespace {

constexpr std::array<std::string_view, 10> ownFields = {
    "Host",           "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Accept",
    "Content-Length", "TE",      "Trailer",    "Transfer-Encoding",
};

/// The start of foreign text, fit to be quoted in a sentence.
std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 100;
    const std::string_view start = utf8Prefix(text, most);
    const bool valid = isUtf8(start);
    std::string out = "\"";
    for (const char c : start) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7F || (byte > 0x7F && !valid) ? '?' : c;
    }
    return out + (text.size() > most ? "…\"" : "\"");
}

std::string joined(const std::vector<std::string>& items)
{
    std::string out;
    for (const std::string& item : items)
        out += (out.empty() ? "" : ", ") + item;
    return out;
}

std::string seen(const http::Headers& headers, std::string_view name)
{
    const auto value = headers.find(name);
    return value ? quoted(*value) : std::string("none");
}

std::optional<HandshakeFault> checkSubprotocol(const http::Headers& headers, const ClientHandshake& handshake)
{
    const auto chosen = headers.find("Sec-WebSocket-Protocol");
    const auto& offered = handshake.subprotocols;
    if (!chosen || std::find(offered.begin(), offered.end(), *chosen) != offered.end())
        return std::nullopt;
    const std::string advice = offered.empty()
                                   ? "none was offered: add it to the subprotocols"
                                   : "only " + quoted(joined(offered)) + " was offered: offer it, or mend the server";
    return HandshakeFault{HandshakeRule::Subprotocol,
                          "The server chose the subprotocol " + quoted(*chosen) + ", but " + advice + "."};
}

} // namespace

std::string newKey()
{
    std::array<quint32, 4> bytes;
    QRandomGenerator::system()->fillRange(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), sizeof bytes).toBase64().toStdString();
}

http::RequestHead requestOf(const ClientHandshake& handshake)
{
    http::RequestHead request{"GET", handshake.target, http::Version::Http11, {}};
    http::Headers& headers = request.headers;
    headers.add("Host", handshake.host);
    headers.add("Upgrade", "websocket");
    headers.add("Connection", "Upgrade");
    headers.add("Sec-WebSocket-Key", handshake.key);
    headers.add("Sec-WebSocket-Version", "13");
    if (!handshake.origin.empty())
        headers.add("Origin", handshake.origin);
    if (!handshake.subprotocols.empty())
        headers.add("Sec-WebSocket-Protocol", joined(handshake.subprotocols));
    if (handshake.deflate)
        headers.add("Sec-WebSocket-Extensions", deflateOffer(*handshake.deflate));
    for (const auto& [name, value] : handshake.headers)
        headers.add(name, value);
    return request;
}

std::optional<HandshakeFault> check(const http::ResponseHead& response, const ClientHandshake& handshake)
{
    const http::Headers& headers = response.headers;
    if (response.status != 101)
        return HandshakeFault{HandshakeRule::Status,
                              "The server answered " + std::to_string(response.status) + " instead of 101."};
    if (!headers.hasToken("Upgrade", "websocket"))
        return HandshakeFault{HandshakeRule::Upgrade, "The server's 101 must say \"Upgrade: websocket\" but has " +
                                                          seen(headers, "Upgrade") +
                                                          ": check that it speaks WebSocket here."};
    if (!headers.hasToken("Connection", "upgrade"))
        return HandshakeFault{HandshakeRule::Connection, "The server's 101 must say \"Connection: Upgrade\" but has " +
                                                             seen(headers, "Connection") +
                                                             ": look for a proxy that takes the field away."};
    if (headers.value("Sec-WebSocket-Accept") != acceptFor(handshake.key) || headers.count("Sec-WebSocket-Accept") != 1)
        return HandshakeFault{HandshakeRule::Accept,
                              "The server's Sec-WebSocket-Accept must be \"" + acceptFor(handshake.key) + "\" but is " +
                                  seen(headers, "Sec-WebSocket-Accept") +
                                  ": the server, or a cache before it, did not answer this request's key."};
    if (const auto answer = readDeflateAnswer(headers, handshake.deflate); !answer.fault.empty())
        return HandshakeFault{HandshakeRule::Extension, "The server " + answer.fault + ": turn it off in the server" +
                                                            (handshake.deflate ? ", or do not offer it." : ".")};
    return checkSubprotocol(headers, handshake);
}

std::string whyNotHeader(const std::string& name, const std::string& value)
{
    if (!http::isToken(name))
        return "The header name " + quoted(name) + " is not valid: use letters, digits and hyphens.";
    const auto forbidden = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; };
    if (std::any_of(value.begin(), value.end(), forbidden))
        return "The value of the header " + quoted(name) + " has a line break or control character: take it out.";
    const auto own = [&](std::string_view field) { return http::equalsIgnoringCase(field, name); };
    if (std::any_of(ownFields.begin(), ownFields.end(), own))
        return "The header " + quoted(name) + " belongs to the handshake and cannot be set: leave it out.";
    if (http::equalsIgnoringCase(name, "Sec-WebSocket-Protocol"))
        return "Subprotocols have a field of their own: put " + quoted(value) + " there instead of in a header.";
    if (http::equalsIgnoringCase(name, "Sec-WebSocket-Extensions"))
        return "Extensions are negotiated by Windsock itself: leave the header " + quoted(name) + " out.";
    return {};
}

} // namespace windsock::websocket
