// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpoint.h"

namespace windsock::net {

std::string toString(const Endpoint& endpoint)
{
    if (endpoint.host.starts_with('/') || endpoint.host.empty())
        return endpoint.host;
    const bool v6 = endpoint.host.find(':') != std::string::npos;
    return (v6 ? '[' + endpoint.host + ']' : endpoint.host) + ':' + std::to_string(endpoint.port);
}

} // namespace windsock::net
