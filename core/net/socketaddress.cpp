// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socketaddress.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <cstddef>
#include <cstring>

namespace windsock::net {

namespace {

/// The kernel fills a sockaddr_storage; reading it as the type its family names goes through a copy.
template <class Address>
Address as(const sockaddr_storage& storage)
{
    Address address;
    std::memcpy(&address, &storage, sizeof address);
    return address;
}

Endpoint fromV6(const sockaddr_in6& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (IN6_IS_ADDR_V4MAPPED(&address.sin6_addr))
        ::inet_ntop(AF_INET, &address.sin6_addr.s6_addr[12], text.data(), text.size());
    else
        ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
    return {text.data(), ntohs(address.sin6_port)};
}

Endpoint fromV4(const sockaddr_in& address)
{
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
    return {text.data(), ntohs(address.sin_port)};
}

} // namespace

Endpoint toEndpoint(const sockaddr_storage& address, socklen_t size)
{
    if (address.ss_family == AF_INET)
        return fromV4(as<sockaddr_in>(address));
    if (address.ss_family == AF_INET6)
        return fromV6(as<sockaddr_in6>(address));
    if (address.ss_family == AF_UNIX && size > offsetof(sockaddr_un, sun_path)) {
        const auto path = as<sockaddr_un>(address);
        return {std::string(path.sun_path, ::strnlen(path.sun_path, sizeof path.sun_path)), 0};
    }
    return {};
}

Endpoint localEndpoint(int socket)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return {};
    return toEndpoint(address, size);
}

} // namespace windsock::net
