// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The negotiation of permessage-deflate (RFC 7692 §5, §7.1): offers, what is agreed on, and what breaks the rules. Pure
// functions, any thread.
#pragma once

#include "core/http/headers.h"

#include <optional>
#include <string>

namespace windsock::websocket {

/// What both sides have agreed on.
struct DeflateParameters
{
    bool serverNoContextTakeover = false; ///< the server begins each message with an empty window
    bool clientNoContextTakeover = false; ///< the client does
    int serverMaxWindowBits = 15;         ///< of what the server compresses; 8 to 15
    int clientMaxWindowBits = 15;         ///< of what the client compresses
    /// The client has asked for server_max_window_bits: the answer repeats it, also when it is 15 (§7.1.2.1).
    bool serverBitsAsked = false;

    bool operator==(const DeflateParameters&) const = default;
};

/// What a server agrees to of the client's offers, in the client's order: the first one it can meet. `wanted` are its
/// own wishes (no takeover, a smaller window), which are added where the client lets it. Nothing: no offer fits, and
/// the connection goes on without the extension.
std::optional<DeflateParameters> chooseDeflate(const http::Headers& request, const DeflateParameters& wanted = {});

/// The value of Sec-WebSocket-Extensions that tells the client what was chosen; only parameters that differ from the
/// default.
std::string deflateResponse(const DeflateParameters& chosen);

/// The value with which a client offers it. client_max_window_bits is always offered: the server may ask for less.
std::string deflateOffer(const DeflateParameters& offered);

/// What a server's answer to deflateOffer(offered) means. Error: one sentence that says which rule it breaks.
struct DeflateAnswer
{
    std::optional<DeflateParameters> parameters; ///< nothing: the server did not choose it
    std::string fault;                           ///< empty when all is well
};
DeflateAnswer readDeflateAnswer(const http::Headers& response, const std::optional<DeflateParameters>& offered);

/// What a server's answer says, for who only listens to both: permessage-deflate's parameters when it is the only
/// extension and they make sense.
std::optional<DeflateParameters> agreedDeflate(const http::Headers& response);

} // namespace windsock::websocket
