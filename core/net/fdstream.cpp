// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/fdstream.h"

#include "core/base/clock.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

namespace windsock::net {

namespace {

// One stream may not keep the others of its thread waiting.
constexpr int readsPerTurn = 4;
constexpr std::chrono::milliseconds longTurn{5};

} // namespace

FdStream::FdStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer)
    : m_loop(loop)
    , m_socket(std::move(socket))
    , m_local(std::move(local))
    , m_peer(std::move(peer))
{
}

FdStream::~FdStream()
{
    release();
}

void FdStream::setHandler(Handler* handler)
{
    m_handler = handler;
    updateInterest();
}

void FdStream::setReading(bool on)
{
    if (m_reading == on)
        return;
    m_reading = on;
    updateInterest();
}

void FdStream::receiveNow()
{
    if (m_socket && m_handler && m_reading && !m_ended)
        receive();
}

void FdStream::updateInterest()
{
    if (!m_socket)
        return;
    std::uint32_t events = 0;
    if (m_handler && m_reading && !m_ended)
        events |= EPOLLIN;
    if (m_handler && !m_hungUp && !m_ended)
        events |= EPOLLRDHUP;
    if (unsent() > 0)
        events |= EPOLLOUT;
    if (!m_handler && events == 0)
        unwatch(); // a hang-up would be told all the same, and there is nobody to tell
    else if (m_watch.valid())
        m_loop.dispatcher().changeWatch(m_watch, events);
    else
        m_watch = m_loop.dispatcher().watch(m_socket.get(), events, this);
}

void FdStream::unwatch()
{
    m_loop.dispatcher().unwatch(m_watch);
    m_watch = {};
}

void FdStream::descriptorReady(std::uint32_t events)
{
    if (m_handler && m_reading && (events & (EPOLLIN | EPOLLRDHUP))) {
        receive();
    } else if (events & EPOLLRDHUP) {
        m_hungUp = true;
        updateInterest();
    }
    if (m_socket && (events & EPOLLOUT))
        flush();
    // Reported even when nothing was asked for; without a reader nobody else would see it.
    if (m_socket && (events & (EPOLLERR | EPOLLHUP)) && (!m_handler || !m_reading || m_ended))
        hungUp();
}

void FdStream::hungUp()
{
    if (m_handler) {
        const int error = m_error != 0 ? m_error : option(SO_ERROR);
        // Who closes a Unix socket without having read all leaves an error behind, but takes nothing back.
        const bool broken = error != 0 && option(SO_DOMAIN) != AF_UNIX;
        if (m_ended || broken)
            return fail(error ? error : ECONNRESET);
    }
    // What the peer sent before it closed is still to be read: watched again when reading goes on.
    unwatch();
}

int FdStream::option(int name) const
{
    int value = 0;
    socklen_t size = sizeof value;
    ::getsockopt(m_socket.get(), SOL_SOCKET, name, &value, &size);
    return value;
}

void FdStream::receive()
{
    const std::span<char> buffer = m_loop.readBuffer();
    for (int round = 0; round < readsPerTurn && m_socket && m_reading && !m_ended && m_handler; ++round) {
        const ssize_t got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
        if (got < 0) {
            if (errno != EAGAIN && errno != EINTR)
                fail(errno);
            return;
        }
        if (got == 0) {
            m_ended = true;
            updateInterest();
            m_handler->endReceived();
            return;
        }
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        if (bytes.size() < buffer.size())
            return m_handler->bytesReceived(bytes);
        const Monotonic began = MonotonicClock::now();
        m_handler->bytesReceived(bytes);
        // A few bytes of a compressed message can be megabytes of work.
        if (MonotonicClock::now() - began > longTurn)
            return;
    }
}

std::size_t FdStream::sendNow(std::string_view bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n = ::send(m_socket.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            // Not told from inside write(): what was not sent stays queued, and the next turn reports the error.
            m_error = errno;
            break;
        }
    }
    return sent;
}

void FdStream::write(std::string_view bytes)
{
    if (!m_socket || m_finishing || m_error != 0 || bytes.empty())
        return;
    if (unsent() > 0) {
        m_queue.append(bytes);
        return;
    }
    const std::size_t sent = sendNow(bytes);
    if (sent == bytes.size())
        return;
    m_queue.assign(bytes.substr(sent));
    m_sent = 0;
    updateInterest();
}

void FdStream::flush()
{
    m_sent += sendNow(std::string_view(m_queue).substr(m_sent));
    if (m_error != 0)
        return sendFailed();
    if (unsent() > 0)
        return compact();
    m_queue = std::string(); // gives its memory back
    m_sent = 0;
    updateInterest();
    if (m_finishing)
        sendFin();
    if (m_handler)
        m_handler->drained();
}

void FdStream::sendFailed()
{
    if (m_handler && (m_reading || m_ended))
        return fail(m_error);
    // The peer may have answered before it closed: told when that has been read.
    m_queue = std::string();
    m_sent = 0;
    updateInterest();
}

/// A queue that is filled as fast as it empties would else grow for ever.
void FdStream::compact()
{
    if (m_sent < m_queue.size() / 2)
        return;
    m_queue.erase(0, m_sent);
    m_sent = 0;
}

void FdStream::finishReading()
{
    if (!m_socket || m_ended)
        return;
    ::shutdown(m_socket.get(), SHUT_RD); // first: so what is there now is all that will ever be
    const std::span<char> buffer = m_loop.readBuffer();
    ssize_t got = 0;
    while (m_socket && m_handler && (got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0)) > 0)
        m_handler->bytesReceived({buffer.data(), static_cast<std::size_t>(got)});
    m_ended = true; // not told: the peer has not ended
    updateInterest();
}

void FdStream::finishWriting()
{
    if (!m_socket || m_finishing)
        return;
    m_finishing = true;
    if (unsent() == 0)
        sendFin();
}

void FdStream::sendFin()
{
    ::shutdown(m_socket.get(), SHUT_WR);
}

void FdStream::abort()
{
    m_handler = nullptr;
    release();
}

void FdStream::fail(int error)
{
    release();
    if (m_handler)
        m_handler->closed(std::generic_category().message(error));
}

void FdStream::release()
{
    if (!m_socket)
        return;
    unwatch();
    m_socket.reset();
    m_queue = std::string();
    m_sent = 0;
}

} // namespace windsock::net
