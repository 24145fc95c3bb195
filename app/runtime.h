// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runtime: owns what runs (journal, metrics, server, backend) and hands references down; there are no singletons.
// Lives on the main thread, under a command or the window.
#pragma once

#include "app/serveoptions.h"
#include "core/backend/backend.h"
#include "core/journal/bodystore.h"
#include "core/journal/journal.h"
#include "core/metrics/metrics.h"
#include "core/web/httpserver.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace windsock::app {

class Runtime : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Serving, Stopping };

    /// `home` is the folder that relative ones are relative to (the current one).
    explicit Runtime(ServeOptions options);
    ~Runtime() override;

    journal::Journal& journal() { return m_journal; }
    const journal::Journal& journal() const { return m_journal; }
    metrics::Metrics& metrics() { return m_metrics; }
    const ServeOptions& options() const { return m_options; }

    /// Starts the backend and listens. When the backend's own start fails later, the other routes are served all the
    /// same.
    Result<net::Endpoint> start();
    /// Drains; stopped() follows. A second call ends it at once.
    void stop();
    State state() const { return m_state; }
    net::Endpoint endpoint() const;
    int ioThreads() const { return m_ioThreads; }
    /// With which TLS is spoken; null without TLS, and before start().
    const std::shared_ptr<const QSslConfiguration>& tlsIdentity() const { return m_tls; }

    /// Checks and starts another backend, and routes to it; on an error the old one goes on.
    Result<void> setBackend(const BackendOptions& backend);
    /// Listens elsewhere at the next start().
    void setEndpoint(const net::Endpoint& endpoint);
    backend::BackendStatus backendStatus() const;

Q_SIGNALS:
    void stateChanged();
    void backendChanged();
    /// `cut` exchanges did not end in time.
    void stopped(int cut);

private:
    Result<std::shared_ptr<backend::Backend>> startBackend(const BackendOptions& options);
    Result<void> route();
    void noticeBackend();
    void serverStopped(int cut);
    void releaseBackends();
    void warnBeyondLoopback();
    void tellCertificate();

    ServeOptions m_options;
    journal::Journal m_journal;
    journal::BodyStore m_bodies;
    metrics::Metrics m_metrics;
    // Backends outlive the server's threads, whose links refer to them; a replaced one goes when nobody uses it any
    // more.
    std::vector<std::shared_ptr<backend::Backend>> m_backends; // the last is the one that is routed to
    std::shared_ptr<std::atomic<bool>> m_backendNews = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<const QSslConfiguration> m_tls;
    std::unique_ptr<web::HttpServer> m_server;
    QTimer m_poll; // looks for news of the backend: its threads signal nobody
    State m_state = State::Stopped;
    int m_ioThreads = 0;
};

} // namespace windsock::app
