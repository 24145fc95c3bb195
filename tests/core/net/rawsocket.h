// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RawSocket and RawListener: plain blocking sockets, the outside world of the tests. Reads fail after five seconds
// rather than hang. Values, one thread at a time.
#pragma once

#include "core/net/filedescriptor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace windsock::test {

class RawSocket
{
public:
    RawSocket() = default;
    explicit RawSocket(net::FileDescriptor socket);
    /// To 127.0.0.1. A receive buffer that is kept small makes the other side queue early.
    static RawSocket connectTo(std::uint16_t port, int receiveBuffer = 0);

    bool valid() const { return bool(m_socket); }
    int descriptor() const { return m_socket.get(); }
    /// False when the other side takes no more.
    bool send(std::string_view bytes);
    /// What there is; empty at the end, and when nothing came in time.
    std::string receive();
    /// Up to `end`, with it and what came along.
    std::string receiveUntil(std::string_view end);
    std::string receiveExactly(std::size_t size);
    /// Up to the other side's end.
    std::string receiveAll();
    /// Whether the last receive() saw the end or a reset, not the time limit.
    bool ended() const { return m_ended; }

    void finishWriting();
    /// Closes so that the other side gets a reset (TCP).
    void reset();
    void close() { m_socket.reset(); }

private:
    net::FileDescriptor m_socket;
    bool m_ended = false;
};

class RawListener
{
public:
    /// On 127.0.0.1, on a free port.
    explicit RawListener(int backlog = 16);
    std::uint16_t port() const { return m_port; }
    RawSocket accept();
    int descriptor() const { return m_socket.get(); }
    void close() { m_socket.reset(); }

private:
    net::FileDescriptor m_socket;
    std::uint16_t m_port = 0;
};

/// Begins to connect a non-blocking socket to 127.0.0.1.
void beginConnect(int socket, std::uint16_t port);

/// Two connected sockets; the first is non-blocking.
std::pair<net::FileDescriptor, RawSocket> unixPair();
std::pair<net::FileDescriptor, RawSocket> tcpPair();

} // namespace windsock::test
