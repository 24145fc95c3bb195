// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Acceptor: one I/O thread's share of a listening socket (EPOLLEXCLUSIVE: the kernel wakes one of them).
// Lives on its IoLoop's thread; owned by that thread's part of the server.
#pragma once

#include "core/net/fdstream.h"

#include <functional>
#include <memory>

namespace windsock::net {

class Acceptor final : private Watcher
{
public:
    /// Takes a connected, non-blocking socket.
    using Accepted = std::function<void(FileDescriptor socket, Endpoint local, Endpoint peer)>;
    /// Called when the process or system has no descriptor left; accepting goes on 100 ms later.
    using Exhausted = std::function<void(const std::string& reason)>;

    /// The descriptor stays its owner's and outlives the acceptor.
    Acceptor(IoLoop& loop, int listening, Accepted accepted, Exhausted exhausted);
    ~Acceptor();
    /// Accepts all whom the kernel has let in, before the listening socket is closed: they would be reset.
    void acceptAll();
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

private:
    void descriptorReady(std::uint32_t events) override;
    void acceptUpTo(int most);
    bool acceptOne();
    void pause(const std::string& reason);
    void resume();

    IoLoop& m_loop;
    const int m_listening;
    const Accepted m_accepted;
    const Exhausted m_exhausted;
    WatchId m_watch;
    QObject m_context; // the pause's timer dies with the acceptor
};

} // namespace windsock::net
