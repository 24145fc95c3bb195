// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listeningsocket.h"

#include "core/net/portholder.h"
#include "core/net/socketaddress.h"

#include <netdb.h>
#include <sys/socket.h>

#include <QHostAddress>

#include <cerrno>
#include <memory>
#include <system_error>

namespace windsock::net {

namespace {

constexpr int backlog = 4096;

struct FreeAddressInfo
{
    void operator()(addrinfo* info) const { ::freeaddrinfo(info); }
};
using AddressInfo = std::unique_ptr<addrinfo, FreeAddressInfo>;

/// As a sentence can carry it.
QString shown(const Endpoint& wanted)
{
    return QString::fromStdString(wanted.host).left(100).simplified();
}

Error notLocal(const Endpoint& wanted)
{
    return {ErrorCode::AddressNotLocal,
            QStringLiteral("%1 is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all of its addresses.")
                .arg(shown(wanted)),
            {}};
}

/// Linux lets one listen there, but nobody can ever connect.
bool isForMany(const Endpoint& wanted)
{
    const QHostAddress address(QString::fromStdString(wanted.host));
    return address.isMulticast() || address.isBroadcast();
}

Result<AddressInfo> resolve(const Endpoint& wanted)
{
    if (isForMany(wanted))
        return notLocal(wanted);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(wanted.host.c_str(), std::to_string(wanted.port).c_str(), &hints, &found) != 0) {
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("There is no address \"%1\": give --bind an IP address of this machine, such as 127.0.0.1.")
                .arg(shown(wanted)),
            {}};
    }
    return AddressInfo(found);
}

Error busy(const Endpoint& wanted)
{
    const QString port = QString::number(wanted.port);
    const auto holder = portHolder(wanted);
    const auto by = holder ? QStringLiteral("by %1 (pid %2)").arg(QString::fromStdString(holder->name)).arg(holder->pid)
                           : QStringLiteral("by another program");
    const std::uint16_t next = nextFreePort(wanted.host, static_cast<std::uint16_t>(wanted.port + 1));
    const auto way = next ? QStringLiteral("stop it, or serve on %1, which is free.").arg(next)
                          : QStringLiteral("stop it, or choose another port.");
    return {ErrorCode::AddressInUse, QStringLiteral("Port %1 is taken %2: %3").arg(port, by, way), {}};
}

Error bindError(const Endpoint& wanted, int number)
{
    const QString where = QString::fromStdString(toString(wanted));
    const QString detail = QString::fromStdString(std::generic_category().message(number));
    switch (number) {
    case EADDRINUSE:
        return busy(wanted);
    case EACCES:
        return {ErrorCode::PermissionDenied,
                QStringLiteral("Port %1 is reserved for the administrator: choose one from 1024 on, such as 8000.")
                    .arg(wanted.port),
                detail};
    case EADDRNOTAVAIL:
        return notLocal(wanted);
    case EINVAL:
        return {ErrorCode::Invalid,
                QStringLiteral(
                    "The address %1 does not say which interface it is on: give it with the interface's name, such as "
                    "fe80::1%eth0.")
                    .arg(shown(wanted)),
                {}};
    default:
        return {ErrorCode::Failed, QStringLiteral("Cannot listen on %1: %2.").arg(where, detail), detail};
    }
}

/// A bound socket, or the error number.
Result<FileDescriptor> bindOne(const addrinfo& info, const Endpoint& wanted)
{
    FileDescriptor socket(::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    if (socket && info.ai_family == AF_INET6)
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    // Without it the port stays taken for a minute after a restart, by connections that are long gone.
    if (!socket || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(socket.get(), info.ai_addr, info.ai_addrlen) != 0 || ::listen(socket.get(), backlog) != 0)
        return bindError(wanted, errno);
    return socket;
}

} // namespace

Result<ListeningSocket> listenOn(const Endpoint& wanted)
{
    auto addresses = resolve(wanted);
    if (!addresses)
        return addresses.error();
    auto socket = bindOne(**addresses, wanted);
    if (!socket)
        return socket.error();
    Endpoint real = localEndpoint(socket->get());
    return ListeningSocket{std::move(*socket), std::move(real)};
}

std::uint16_t nextFreePort(const std::string& host, std::uint16_t from)
{
    for (int port = from; port < from + 100 && port <= 65535 && port > 0; ++port) {
        const Endpoint wanted{host, static_cast<std::uint16_t>(port)};
        const auto addresses = resolve(wanted);
        if (!addresses)
            return 0;
        const addrinfo& info = **addresses;
        const FileDescriptor socket(::socket(info.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (socket && ::bind(socket.get(), info.ai_addr, info.ai_addrlen) == 0)
            return wanted.port;
    }
    return 0;
}

bool isLoopback(const std::string& host)
{
    return host == "localhost" || QHostAddress(QString::fromStdString(host)).isLoopback();
}

} // namespace windsock::net
