// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/httpserver.h"

namespace windsock::web {

namespace {

constexpr std::chrono::milliseconds stopCheckInterval{10};

} // namespace

HttpServer::HttpServer(const Services& services, const http::ServerOptions& options, int threads,
                       std::shared_ptr<const Application> application)
{
    for (int i = 0; i < threads; ++i) {
        Part part;
        part.thread = std::make_unique<net::IoThread>(QStringLiteral("io-%1").arg(i));
        part.server = part.thread->call(
            [&] { return std::make_unique<IoServer>(part.thread->loop(), services, options, application); });
        m_parts.push_back(std::move(part));
    }
    connect(&m_stopCheck, &QTimer::timeout, this, [this] { checkStopped(); });
}

HttpServer::~HttpServer()
{
    for (Part& part : m_parts)
        part.thread->call([&part] { part.server.reset(); });
}

Result<net::Endpoint> HttpServer::listen(const net::Endpoint& wanted,
                                         const std::shared_ptr<const QSslConfiguration>& tls)
{
    auto socket = net::listenOn(wanted);
    if (!socket)
        return socket.error();
    m_socket = std::move(*socket);
    for (Part& part : m_parts)
        part.thread->call([&] { part.server->accept(m_socket.descriptor.get(), tls); });
    return m_socket.endpoint;
}

void HttpServer::setApplication(const std::shared_ptr<const Application>& application)
{
    for (Part& part : m_parts)
        part.thread->call([&part, &application] { part.server->setApplication(application); });
}

void HttpServer::stop(std::chrono::milliseconds limit)
{
    m_stopBy = MonotonicClock::now() + limit;
    *m_draining = static_cast<int>(m_parts.size());
    for (Part& part : m_parts)
        part.thread->call([&part, draining = m_draining] { part.server->drain([draining] { --*draining; }); });
    m_socket = {}; // nobody accepts from it any more
    m_stopCheck.start(stopCheckInterval);
}

void HttpServer::stopNow()
{
    m_stopBy = MonotonicClock::now();
}

void HttpServer::checkStopped()
{
    if (*m_draining > 0 && MonotonicClock::now() < m_stopBy)
        return;
    m_stopCheck.stop();
    std::size_t cut = 0;
    for (Part& part : m_parts)
        cut += part.thread->call([&part] { return part.server->cut(); });
    Q_EMIT stopped(static_cast<int>(cut));
}

} // namespace windsock::web
