// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The server's side of the opening handshake (RFC 6455 §4.2): a request's head in, 101 or a refusal in Tornado's words
// out. Pure functions on values, for any thread.
#pragma once

#include "core/http/message.h"
#include "core/websocket/deflatehandshake.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace windsock::websocket {

/// What a route allows. Unset functions mean Tornado's defaults.
struct HandshakePolicy
{
    /// Given the Origin header. Default: its host:port equals Host, without case. Not asked when there is no Origin.
    std::function<bool(std::string_view origin)> originAllowed;
    /// Given what the client offers, in its order; returns one of them, or "" for none. Default: none.
    std::function<std::string(const std::vector<std::string_view>& offered)> chooseSubprotocol;
    /// Own wishes for permessage-deflate; nothing: it is not agreed to, as in Tornado.
    std::optional<DeflateParameters> deflate;
};

/// The head to answer with; after it the stream speaks frames.
struct Acceptance
{
    http::ResponseHead response; ///< 101
    std::string subprotocol;     ///< empty: none
    std::optional<DeflateParameters> deflate;
};

/// The answer to what is no handshake: the head without Content-Length, and a body in plain text, as Tornado gives it.
struct HandshakeRefusal
{
    http::ResponseHead response;
    std::string body;
};

using Judgement = std::variant<Acceptance, HandshakeRefusal>;

Judgement judge(const http::RequestHead& request, const HandshakePolicy& policy = {});

/// Whether the request asks for a WebSocket at all, well or badly: then judge() is the one to answer it.
bool looksLikeHandshake(const http::RequestHead& request);

/// Tornado's check_origin: the host:port of `origin` equals `host`, without case; default ports are not filled in.
bool sameOrigin(std::string_view origin, std::string_view host);
/// Sec-WebSocket-Accept for a key (RFC 6455 §4.2.2).
std::string acceptFor(std::string_view key);
/// Whether `key` is the base64 of 16 bytes (RFC 6455 §4.1).
bool isKey(std::string_view key);
/// The tokens of a comma-separated field in all its lines, trimmed; empty ones left out. Views into `headers`.
std::vector<std::string_view> listOf(const http::Headers& headers, std::string_view name);

} // namespace windsock::websocket
