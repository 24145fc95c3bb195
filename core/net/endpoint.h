// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoint: one end of a connection, as text and number. A plain value, for any thread.
#pragma once

#include <cstdint>
#include <string>

namespace windsock::net {

/// TCP: `host` is a numeric address ("127.0.0.1", "::1" without brackets). Unix socket: `host` is its path, `port` 0.
struct Endpoint
{
    std::string host;
    std::uint16_t port = 0;

    bool operator==(const Endpoint&) const = default;
};

/// "127.0.0.1:8000", "[::1]:8000", or the path of a Unix socket.
std::string toString(const Endpoint& endpoint);

} // namespace windsock::net
