// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connector: one attempt to connect to a TCP host or a Unix socket, without blocking; names are looked up off the loop.
// Lives on its IoLoop's thread; destroying it gives up silently. Do not destroy it inside its own callback: retire it.
#pragma once

#include "core/base/result.h"
#include "core/net/fdstream.h"
#include "core/net/tlstrust.h"

#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace windsock::net {

class Connector final : private Watcher
{
public:
    /// Called once, never from inside start(). Errors: NotFound (no such host, no such socket file), Refused, TimedOut,
    /// Failed.
    using Done = std::function<void(Result<std::unique_ptr<Stream>>)>;

    Connector(IoLoop& loop, Done done);
    ~Connector();
    Connector(const Connector&) = delete;
    Connector& operator=(const Connector&) = delete;

    /// The stream is to go through TLS. Before start().
    void useTls(TlsTrust trust);
    /// `target.host` is a name, a numeric address, or the path of a Unix socket (begins with '/'). A host with several
    /// addresses is tried one after the other within the time limit.
    void start(const Endpoint& target, std::chrono::milliseconds timeout);

private:
    void descriptorReady(std::uint32_t events) override;
    void lookUp();
    void tryNext();
    bool begin(const sockaddr_storage& address, socklen_t size);
    void attemptFailed(int error);
    void startTls(Endpoint local);
    void tlsSettled(const QString& failure);
    void finish(Result<std::unique_ptr<Stream>> result);
    void release();
    Error describe(int error) const;

    IoLoop& m_loop;
    Done m_done;
    Endpoint m_target;
    std::vector<Endpoint> m_candidates; // still to try, next first
    FileDescriptor m_socket;
    WatchId m_watch;
    int m_lastError = 0;
    std::optional<TlsTrust> m_tls;
    std::unique_ptr<Stream> m_encrypting; // connected, and shaking hands
    QObject m_context;                    // timers and look-ups die with it
};

} // namespace windsock::net
