// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client's side of the opening handshake (RFC 6455 §4.1): builds the request, checks the answer and says which rule
// it broke. Pure but for the key's random bytes; any thread.
#pragma once

#include "core/http/message.h"
#include "core/websocket/deflatehandshake.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace windsock::websocket {

struct ClientHandshake
{
    std::string host;   ///< as Host says it: "127.0.0.1:8000", without a default port
    std::string target; ///< "/ws/hello-tornado?x=1"
    std::string key;    ///< of newKey()
    std::string origin; ///< empty: none
    std::vector<std::string> subprotocols;
    std::optional<DeflateParameters> deflate; ///< what of permessage-deflate is offered; nothing: it is not
    std::vector<std::pair<std::string, std::string>> headers; ///< more fields; see whyNotHeader()
};

/// The rules of RFC 6455 §4.1 that an answer can break.
enum class HandshakeRule { Status, Upgrade, Connection, Accept, Subprotocol, Extension };

struct HandshakeFault
{
    HandshakeRule rule;
    std::string sentence; ///< what is wrong and what to change; of Status only the bare fact
};

/// Base64 of 16 random bytes.
std::string newKey();
http::RequestHead requestOf(const ClientHandshake& handshake);

/// Nothing when the server agreed.
std::optional<HandshakeFault> check(const http::ResponseHead& response, const ClientHandshake& handshake);
/// One sentence when a field may not be added to a handshake (it is the handshake's own, or would split it); else "".
std::string whyNotHeader(const std::string& name, const std::string& value);

} // namespace windsock::websocket
