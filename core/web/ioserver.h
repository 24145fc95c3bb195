// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoServer: one I/O thread's part of the HttpServer: its connections and WebSockets, its share of the metrics, its
// links to backends. Lives on its thread; owned by the HttpServer, which makes and destroys it there.
#pragma once

#include "core/backend/backend.h"
#include "core/http/serverconnection.h"
#include "core/journal/bodystore.h"
#include "core/journal/journal.h"
#include "core/metrics/metrics.h"
#include "core/net/acceptor.h"
#include "core/web/application.h"

#include <QSslConfiguration>
#include <QTimer>

#include <functional>
#include <memory>
#include <unordered_map>

namespace windsock::web {

class Session;

/// What a server works with. All outlive it.
struct Services
{
    journal::Journal& journal;
    journal::BodyStore& bodies;
    metrics::Metrics& metrics;
};

class IoServer final : public http::ServerConnection::Delegate
{
public:
    IoServer(net::IoLoop& loop, const Services& services, const http::ServerOptions& options,
             std::shared_ptr<const Application> application);
    ~IoServer();

    /// Begins to accept from `listening`, which outlives the accepting. `tls` is the certificate and key with which
    /// connections are encrypted; null: they are not.
    void accept(int listening, std::shared_ptr<const QSslConfiguration> tls = {});
    void setApplication(std::shared_ptr<const Application> application);
    /// Accepts no more, ends idle connections, closes WebSockets with 1001; `drained` is called once when all are gone.
    void drain(std::function<void()> drained);
    /// Cuts what is left; says how many exchanges and WebSockets that were.
    std::size_t cut();

    net::IoLoop& loop() { return m_loop; }
    const Services& services() const { return m_services; }
    journal::RecentBodies& recentBodies() { return m_recentBodies; }
    metrics::Metrics::Shard& metrics() { return m_metrics; }
    const std::shared_ptr<const Application>& application() const { return m_application; }
    /// This thread's link, made when it is first asked for.
    std::shared_ptr<backend::BackendLink> link(const std::shared_ptr<backend::Backend>& backend);

    /// Keeps a session until it says sessionEnded().
    void adopt(std::unique_ptr<Session> session);
    void sessionEnded(Session& session);

private:
    std::unique_ptr<http::RequestDelegate> requestBegan(http::ServerConnection& connection,
                                                        http::RequestHead head) override;
    void requestRefused(http::ServerConnection& connection, const http::Refusal& refusal,
                        http::RequestHead partial) override;
    void connectionEnded(http::ServerConnection& connection) override;

    void accepted(net::FileDescriptor socket, net::Endpoint local, net::Endpoint peer);
    void tlsFailed(const net::Endpoint& peer, const QString& reason);
    bool mayTellAgain(Monotonic& last) const;
    void cannotAccept(const std::string& reason);
    void sweep();
    void checkDrained();

    struct LinkEntry
    {
        std::shared_ptr<backend::Backend> backend; // before the link, which it must outlive
        std::shared_ptr<backend::BackendLink> link;
    };

    net::IoLoop& m_loop;
    const Services m_services;
    const http::ServerOptions m_options;
    metrics::Metrics::Shard& m_metrics;
    journal::RecentBodies m_recentBodies;
    std::shared_ptr<const Application> m_application;
    std::unordered_map<const backend::Backend*, LinkEntry> m_links;
    std::unique_ptr<net::Acceptor> m_acceptor;
    std::unordered_map<ConnectionId, std::unique_ptr<http::ServerConnection>> m_connections;
    std::unordered_map<Session*, std::unique_ptr<Session>> m_sessions;
    std::function<void()> m_drained;
    QTimer m_sweep;
    std::shared_ptr<const QSslConfiguration> m_tls;
    Monotonic m_exhaustionTold;
    Monotonic m_tlsFailureTold;
};

} // namespace windsock::web
