// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatAddress: a WebSocket URL taken apart (RFC 6455 §3), or one sentence that says what is wrong with it; and the same
// judgement of all a chat's options. Pure, any thread.
#pragma once

#include "core/chat/chatclient.h"
#include "core/net/endpoint.h"

#include <QString>

#include <string>

namespace windsock::chat {

struct ChatAddress
{
    net::Endpoint endpoint; ///< host may be a name; IPv6 without brackets
    bool tls = false;       ///< wss://
    std::string host;       ///< for the Host field and an Origin: without the default port
    std::string target;     ///< path and query, percent-encoded
    QString url;            ///< as a person would write it
};

Result<ChatAddress> parseAddress(const QString& url);
/// URL, headers, subprotocols, Origin and time-outs: the first that cannot be used.
Result<ChatAddress> checkOptions(const ChatOptions& options);
/// The start of foreign text in quotes, at most 100 characters, control characters replaced.
QString quoted(const QString& text);

} // namespace windsock::chat
