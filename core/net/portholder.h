// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which process listens on a port, found through /proc. Any thread; reads files, so not for hot paths.
#pragma once

#include <sys/types.h>

#include "core/net/endpoint.h"

#include <cstdint>
#include <optional>
#include <string>

namespace windsock::net {

struct PortHolder
{
    pid_t pid = 0;
    std::string name; ///< the program's short name, as ps shows it
};

/// Whose listening socket keeps `endpoint` (a numeric address and a port) from being bound: on that address, or on all
/// of them. Nothing when there is none, or when the process belongs to somebody whose descriptors we may not see.
std::optional<PortHolder> portHolder(const Endpoint& endpoint);

} // namespace windsock::net
