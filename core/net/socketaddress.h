// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's socket addresses as Endpoints. Pure but for asking the kernel; any thread.
#pragma once

#include "core/net/endpoint.h"

#include <sys/socket.h>

namespace windsock::net {

/// IPv4 in IPv6 ("::ffff:127.0.0.1") is given as IPv4. An unnamed Unix socket is an empty host.
Endpoint toEndpoint(const sockaddr_storage& address, socklen_t size);
Endpoint localEndpoint(int socket);

} // namespace windsock::net
