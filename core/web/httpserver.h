// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HttpServer: Tornado's: listens on a port with a number of I/O threads and serves an Application. Lives on the thread
// that made it (app's main thread), which needs an event loop only for stop(); owned by Runtime.
#pragma once

#include "core/base/result.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "core/web/ioserver.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

namespace windsock::web {

class HttpServer : public QObject
{
    Q_OBJECT
public:
    /// Starts `threads` I/O threads, which serve nobody yet.
    HttpServer(const Services& services, const http::ServerOptions& options, int threads,
               std::shared_ptr<const Application> application);
    /// Cuts what is left.
    ~HttpServer() override;

    /// Listens; the endpoint's port is the real one. Errors: see net::listenOn.
    /// `tls`: certificate and key; null: without TLS.
    Result<net::Endpoint> listen(const net::Endpoint& wanted, const std::shared_ptr<const QSslConfiguration>& tls = {});
    bool listening() const { return static_cast<bool>(m_socket.descriptor); }
    net::Endpoint endpoint() const { return m_socket.endpoint; }
    int threads() const { return static_cast<int>(m_parts.size()); }
    /// Requests from now on are routed by it; those in hand keep theirs.
    void setApplication(const std::shared_ptr<const Application>& application);

    /// Stop without loss: listens no more, lets requests in hand end, closes WebSockets with 1001; cuts what is left
    /// after `limit`. stopped() follows.
    void stop(std::chrono::milliseconds limit);
    /// Makes a running stop() end now.
    void stopNow();

Q_SIGNALS:
    /// `cut` exchanges and WebSockets did not end in time.
    void stopped(int cut);

private:
    struct Part
    {
        std::unique_ptr<net::IoThread> thread;
        std::unique_ptr<IoServer> server; // made and destroyed on the thread
    };

    void checkStopped();

    std::vector<Part> m_parts;
    net::ListeningSocket m_socket;
    QTimer m_stopCheck; // polls: a signal from an I/O thread would have to outlive us
    Monotonic m_stopBy;
    std::shared_ptr<std::atomic<int>> m_draining = std::make_shared<std::atomic<int>>(0);
};

} // namespace windsock::web
