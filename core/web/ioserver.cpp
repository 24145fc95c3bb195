// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/ioserver.h"

#include "core/net/fdstream.h"
#include "core/net/tlsstream.h"
#include "core/web/exchange.h"
#include "core/web/requesthandler.h"
#include "core/web/session.h"

namespace windsock::web {

namespace {

// How precisely time limits are kept: one pass over all connections costs less than a timer for each.
constexpr std::chrono::milliseconds sweepInterval{500};
constexpr std::chrono::seconds tellInterval{10}; // between two lines that say the same

} // namespace

IoServer::IoServer(net::IoLoop& loop, const Services& services, const http::ServerOptions& options,
                   std::shared_ptr<const Application> application)
    : m_loop(loop)
    , m_services(services)
    , m_options(options)
    , m_metrics(services.metrics.addShard())
    , m_application(std::move(application))
{
    QObject::connect(&m_sweep, &QTimer::timeout, loop.context(), [this] { sweep(); });
    m_sweep.start(sweepInterval);
}

IoServer::~IoServer()
{
    cut();
}

void IoServer::accept(int listening, std::shared_ptr<const QSslConfiguration> tls)
{
    m_tls = std::move(tls);
    m_acceptor = std::make_unique<net::Acceptor>(
        m_loop, listening,
        [this](net::FileDescriptor socket, net::Endpoint local, net::Endpoint peer) {
            accepted(std::move(socket), std::move(local), std::move(peer));
        },
        [this](const std::string& reason) { cannotAccept(reason); });
}

bool IoServer::mayTellAgain(Monotonic& last) const
{
    const Monotonic now = MonotonicClock::now();
    const bool may = now - last >= tellInterval;
    if (may)
        last = now;
    return may;
}

void IoServer::cannotAccept(const std::string& reason)
{
    if (!mayTellAgain(m_exhaustionTold))
        return;
    m_services.journal.note(journal::Level::Error, journal::Channel::Log,
                            "Cannot accept a connection (" + reason +
                                "): close some, or raise the limit with ulimit -n.");
}

void IoServer::tlsFailed(const net::Endpoint& peer, const QString& reason)
{
    if (reason.isEmpty() || !mayTellAgain(m_tlsFailureTold))
        return;
    // A client that answers with an alert speaks TLS, and does not like what it sees.
    const char* advice = reason.contains(QLatin1String("alert")) ? "let the client trust the certificate."
                         : reason.contains(QLatin1String("http request"))
                             ? "use https:// and wss:// here."
                             : "use https:// and wss:// here, and let the client trust the certificate.";
    m_services.journal.note(journal::Level::Warning, journal::Channel::Log,
                            "TLS with " + peer.host + " failed (" + reason.toStdString() + "): " + advice);
}

void IoServer::accepted(net::FileDescriptor socket, net::Endpoint local, net::Endpoint peer)
{
    std::unique_ptr<net::Stream> stream;
    if (m_tls)
        stream = std::make_unique<net::TlsStream>(m_loop, std::move(socket), std::move(local), peer, *m_tls,
                                                  [this, peer](const QString& failure) { tlsFailed(peer, failure); });
    else
        stream = std::make_unique<net::FdStream>(m_loop, std::move(socket), std::move(local), std::move(peer));
    const ConnectionId id = m_services.journal.nextConnection();
    auto connection = std::make_unique<http::ServerConnection>(m_loop, std::move(stream), id, m_options, *this);
    auto& kept = *(m_connections[id] = std::move(connection));
    m_metrics.connections.fetch_add(1, std::memory_order_relaxed);
    kept.start();
}

void IoServer::setApplication(std::shared_ptr<const Application> application)
{
    m_application = std::move(application);
    // A link without exchanges goes now; the others go with the next change, when their last exchange has gone.
    std::erase_if(m_links, [](const auto& entry) { return entry.second.link.use_count() == 1; });
}

std::shared_ptr<backend::BackendLink> IoServer::link(const std::shared_ptr<backend::Backend>& backend)
{
    LinkEntry& entry = m_links[backend.get()];
    if (!entry.link)
        entry = {backend, backend->link(m_loop)};
    return entry.link;
}

std::unique_ptr<http::RequestDelegate> IoServer::requestBegan(http::ServerConnection& connection,
                                                              http::RequestHead head)
{
    return std::make_unique<Exchange>(*this, connection, std::move(head));
}

void IoServer::requestRefused(http::ServerConnection& connection, const http::Refusal& refusal,
                              http::RequestHead partial)
{
    auto begun = std::make_shared<journal::Begun>();
    begun->id = m_services.journal.nextExchange();
    begun->connection = connection.id();
    begun->at = WallClock::now();
    begun->head = MonotonicClock::now();
    begun->client = connection.client();
    begun->server = connection.server();
    begun->request = std::move(partial);
    auto outcome = std::make_shared<journal::Outcome>();
    outcome->id = begun->id;
    outcome->status = refusal.status;
    outcome->phases.accepted = connection.idleSince();
    outcome->phases.head = outcome->phases.written = begun->head;
    outcome->response = connection.takeAnswer();
    outcome->failure = refusal.reason;
    m_services.journal.append(std::move(begun));
    m_services.journal.append(std::move(outcome));
}

void IoServer::connectionEnded(http::ServerConnection& connection)
{
    const auto found = m_connections.find(connection.id());
    if (found == m_connections.end())
        return;
    m_loop.retire(std::move(found->second));
    m_connections.erase(found);
    m_metrics.connections.fetch_sub(1, std::memory_order_relaxed);
    checkDrained();
}

void IoServer::adopt(std::unique_ptr<Session> session)
{
    m_metrics.webSockets.fetch_add(1, std::memory_order_relaxed);
    Session* key = session.get();
    m_sessions.emplace(key, std::move(session));
}

void IoServer::sessionEnded(Session& session)
{
    const auto found = m_sessions.find(&session);
    if (found == m_sessions.end())
        return;
    m_metrics.webSockets.fetch_sub(1, std::memory_order_relaxed);
    m_loop.retire(std::move(found->second));
    m_sessions.erase(found);
    checkDrained();
}

void IoServer::sweep()
{
    const Monotonic now = MonotonicClock::now();
    std::vector<http::ServerConnection*> connections; // a check may end its connection
    connections.reserve(m_connections.size());
    for (const auto& [id, connection] : m_connections)
        connections.push_back(connection.get());
    for (http::ServerConnection* connection : connections)
        connection->checkDeadlines(now);
}

void IoServer::drain(std::function<void()> drained)
{
    if (m_acceptor)
        m_acceptor->acceptAll();
    m_acceptor.reset();
    m_drained = std::move(drained);
    std::vector<http::ServerConnection*> connections;
    for (const auto& [id, connection] : m_connections)
        connections.push_back(connection.get());
    for (http::ServerConnection* connection : connections)
        connection->closeWhenIdle();
    std::vector<Session*> sessions;
    for (const auto& [key, session] : m_sessions)
        sessions.push_back(session.get());
    for (Session* session : sessions) // one that ends is retired, not destroyed
        session->goAway();
    checkDrained();
}

void IoServer::checkDrained()
{
    if (m_drained && m_connections.empty() && m_sessions.empty())
        std::exchange(m_drained, nullptr)();
}

std::size_t IoServer::cut()
{
    m_acceptor.reset();
    std::size_t busy = m_sessions.size();
    std::vector<http::ServerConnection*> connections;
    for (const auto& [id, connection] : m_connections) {
        connections.push_back(connection.get());
        busy += connection->busy() ? 1 : 0;
    }
    for (http::ServerConnection* connection : connections)
        connection->abort();
    while (!m_sessions.empty())
        m_sessions.begin()->second->abort();
    return busy;
}

} // namespace windsock::web
