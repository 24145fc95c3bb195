// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/acceptor.h"

#include "core/net/socketaddress.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <QTimer>

#include <cerrno>
#include <system_error>

namespace windsock::net {

namespace {

// Not the whole queue at once: other threads shall have their share, and connections that talk go first.
constexpr int acceptsPerTurn = 16;
constexpr std::chrono::milliseconds pauseWhenExhausted{100};

bool exhausted(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

} // namespace

Acceptor::Acceptor(IoLoop& loop, int listening, Accepted accepted, Exhausted exhaustedCallback)
    : m_loop(loop)
    , m_listening(listening)
    , m_accepted(std::move(accepted))
    , m_exhausted(std::move(exhaustedCallback))
{
    resume();
}

Acceptor::~Acceptor()
{
    m_loop.dispatcher().unwatch(m_watch);
}

void Acceptor::resume()
{
    m_watch = m_loop.dispatcher().watch(m_listening, EPOLLIN | EPOLLEXCLUSIVE, this);
}

void Acceptor::pause(const std::string& reason)
{
    m_loop.dispatcher().unwatch(m_watch);
    m_watch = {};
    QTimer::singleShot(pauseWhenExhausted, &m_context, [this] { resume(); });
    m_exhausted(reason);
}

void Acceptor::descriptorReady(std::uint32_t)
{
    acceptUpTo(acceptsPerTurn);
}

void Acceptor::acceptAll()
{
    acceptUpTo(SOMAXCONN);
}

void Acceptor::acceptUpTo(int most)
{
    for (int i = 0; i < most && m_watch.valid() && acceptOne(); ++i) {
    }
}

bool Acceptor::acceptOne()
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    FileDescriptor socket(
        ::accept4(m_listening, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket) {
        if (exhausted(errno))
            pause(std::generic_category().message(errno));
        return errno == ECONNABORTED || errno == EINTR;
    }
    // Answers are written whole; waiting for more to send would only delay them.
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Endpoint local = localEndpoint(socket.get());
    m_accepted(std::move(socket), std::move(local), toEndpoint(address, size));
    return true;
}

} // namespace windsock::net
