// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/net/rawsocket.h"

#include "core/net/socketaddress.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>

namespace windsock::test {

using net::FileDescriptor;

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void makeNonBlocking(int socket)
{
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

} // namespace

RawSocket::RawSocket(FileDescriptor socket)
    : m_socket(std::move(socket))
{
    const timeval limit{5, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

RawSocket RawSocket::connectTo(std::uint16_t port, int receiveBuffer)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (receiveBuffer)
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const sockaddr_in address = loopback(port);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};
    return RawSocket(std::move(socket));
}

bool RawSocket::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RawSocket::receive()
{
    std::array<char, 65536> buffer;
    const ssize_t got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    m_ended = got == 0 || (got < 0 && errno != EAGAIN);
    return {buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

std::string RawSocket::receiveUntil(std::string_view end)
{
    std::string all;
    while (all.find(end) == std::string::npos) {
        const std::string piece = receive();
        if (piece.empty())
            break;
        all += piece;
    }
    return all;
}

std::string RawSocket::receiveExactly(std::size_t size)
{
    std::string all(size, '\0');
    const ssize_t got = ::recv(m_socket.get(), all.data(), size, MSG_WAITALL);
    all.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return all;
}

std::string RawSocket::receiveAll()
{
    std::string all;
    for (std::string piece = receive(); !piece.empty(); piece = receive())
        all += piece;
    return all;
}

void RawSocket::finishWriting()
{
    ::shutdown(m_socket.get(), SHUT_WR);
}

void RawSocket::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket.reset();
}

RawListener::RawListener(int backlog)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const sockaddr_in address = loopback(0);
    ::bind(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(m_socket.get(), backlog);
    m_port = net::localEndpoint(m_socket.get()).port;
}

RawSocket RawListener::accept()
{
    return RawSocket(FileDescriptor(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}

void beginConnect(int socket, std::uint16_t port)
{
    const sockaddr_in address = loopback(port);
    ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

std::pair<FileDescriptor, RawSocket> unixPair()
{
    std::array<int, 2> sockets{-1, -1};
    ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data());
    makeNonBlocking(sockets[0]);
    return {FileDescriptor(sockets[0]), RawSocket(FileDescriptor(sockets[1]))};
}

std::pair<FileDescriptor, RawSocket> tcpPair()
{
    const RawListener listener;
    RawSocket outside = RawSocket::connectTo(listener.port());
    FileDescriptor inside(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    return {std::move(inside), std::move(outside)};
}

} // namespace windsock::test
