// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Target: the URL that is loaded, taken apart, or one sentence that says what is wrong with it. Pure, any thread.
#pragma once

#include "core/base/result.h"
#include "core/net/endpoint.h"

#include <QString>

#include <string>

namespace windsock::bench {

struct Target
{
    bool webSocket = false; ///< ws:// or wss://
    bool tls = false;
    net::Endpoint endpoint; ///< host may be a name; IPv6 without brackets
    std::string host;       ///< for the Host field: without the default port
    std::string path;       ///< path and query, percent-encoded
    std::string url;        ///< as a person would write it
};

/// http://, https://, ws:// or wss://. Without a path it is "/". Error: Invalid.
Result<Target> parseTarget(const QString& url);
/// The same host spoken to by WebSocket: http becomes ws, https wss.
Target asWebSocket(Target target);

} // namespace windsock::bench
