// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ListeningSocket: one bound and listening TCP socket, shared by all I/O threads. Bound without SO_REUSEPORT, so that a
// second Windsock is told that the port is taken. A move-only value, any thread.
#pragma once

#include "core/base/result.h"
#include "core/net/endpoint.h"
#include "core/net/filedescriptor.h"

namespace windsock::net {

struct ListeningSocket
{
    FileDescriptor descriptor;
    Endpoint endpoint; ///< the real one: port 0 has become the number that was taken
};

/// `host` is a numeric address or a name that resolves to one of ours. Errors name the way out: AddressInUse says which
/// process holds the port, PermissionDenied (port below 1024), AddressNotLocal, NotFound (no such host).
Result<ListeningSocket> listenOn(const Endpoint& wanted);

/// The first port from `from` on that could be bound now; 0 when there is none among the next hundred.
std::uint16_t nextFreePort(const std::string& host, std::uint16_t from);

/// Whether only this machine can reach it: 127.0.0.0/8 and ::1.
bool isLoopback(const std::string& host);

} // namespace windsock::net
