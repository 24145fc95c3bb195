// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runtime.h"

#include "app/backendfactory.h"
#include "app/routes.h"
#include "app/tlsidentity.h"

#include <algorithm>
#include <thread>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds pollInterval{50};
constexpr int mostIoThreads = 4;

int defaultIoThreads()
{
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, mostIoThreads);
}

} // namespace

Runtime::Runtime(ServeOptions options)
    : m_options(std::move(options))
    , m_ioThreads(m_options.ioThreads ? m_options.ioThreads : defaultIoThreads())
{
    connect(&m_poll, &QTimer::timeout, this, &Runtime::noticeBackend);
    m_poll.start(pollInterval);
}

Runtime::~Runtime()
{
    m_server.reset(); // its links refer to the backends
}

net::Endpoint Runtime::endpoint() const
{
    return m_server && m_state != State::Stopped ? m_server->endpoint() : m_options.endpoint;
}

backend::BackendStatus Runtime::backendStatus() const
{
    return m_backends.empty() ? backend::BackendStatus() : m_backends.back()->status();
}

Result<std::shared_ptr<backend::Backend>> Runtime::startBackend(const BackendOptions& options)
{
    auto made = makeBackend(options, m_journal);
    if (made)
        (*made)->setStatusChanged([news = m_backendNews] { *news = true; });
    return made;
}

Result<net::Endpoint> Runtime::start()
{
    if (m_state == State::Serving)
        return endpoint();
    if (m_backends.empty()) {
        auto backend = startBackend(m_options.backend);
        if (!backend)
            return backend.error();
        m_backends.push_back(std::move(*backend));
    }
    auto application = buildApplication(m_options, m_backends.back());
    if (!application)
        return application.error();
    const auto tls = makeTlsIdentity(m_options.tls);
    if (!tls)
        return tls.error();
    const web::Services services{m_journal, m_bodies, m_metrics};
    auto server = std::make_unique<web::HttpServer>(services, m_options.http, m_ioThreads, *application);
    auto endpoint = server->listen(m_options.endpoint, *tls);
    if (!endpoint)
        return endpoint.error();
    m_tls = *tls;
    m_server = std::move(server);
    connect(m_server.get(), &web::HttpServer::stopped, this, &Runtime::serverStopped);
    m_state = State::Serving;
    warnBeyondLoopback();
    tellCertificate();
    Q_EMIT stateChanged();
    return endpoint;
}

void Runtime::warnBeyondLoopback()
{
    if (net::isLoopback(m_server->endpoint().host))
        return;
    m_journal.note(journal::Level::Warning, journal::Channel::Log,
                   "Other machines can reach this server at " + net::toString(m_server->endpoint()) +
                       ": bind to 127.0.0.1 unless that is what you want.");
}

void Runtime::tellCertificate()
{
    if (!m_tls || !m_options.tls.certificate.empty())
        return;
    m_journal.note(journal::Level::Info, journal::Channel::Log,
                   "The certificate for localhost is " + madeCertificatePath().toStdString() +
                       ": let browsers and other clients trust it.");
}

void Runtime::stop()
{
    if (m_state == State::Stopping)
        return m_server->stopNow();
    if (m_state != State::Serving)
        return;
    m_state = State::Stopping;
    m_server->stop(m_options.drainLimit);
    Q_EMIT stateChanged();
}

void Runtime::serverStopped(int cut)
{
    if (cut > 0) {
        m_journal.note(journal::Level::Warning, journal::Channel::Log,
                       std::to_string(cut) + (cut == 1 ? " exchange was" : " exchanges were") +
                           " cut, not having ended in time.");
    }
    m_state = State::Stopped;
    m_server.release()->deleteLater(); // we are inside its signal
    releaseBackends();
    Q_EMIT stateChanged();
    Q_EMIT stopped(cut);
}

Result<void> Runtime::setBackend(const BackendOptions& options)
{
    auto backend = startBackend(options);
    if (!backend)
        return backend.error();
    m_options.backend = options;
    m_backends.push_back(std::move(*backend));
    auto routed = route();
    Q_EMIT backendChanged();
    return routed;
}

void Runtime::setEndpoint(const net::Endpoint& endpoint)
{
    m_options.endpoint = endpoint;
}

Result<void> Runtime::route()
{
    auto application = buildApplication(m_options, m_backends.back());
    if (!application)
        return application.error();
    if (m_server && m_state == State::Serving)
        m_server->setApplication(*application);
    releaseBackends();
    return {};
}

void Runtime::noticeBackend()
{
    releaseBackends();
    if (!m_backendNews->exchange(false))
        return;
    // Folders of static files may have come to light.
    if (const auto routed = route(); !routed)
        m_journal.note(journal::Level::Error, journal::Channel::Log, routed.error().sentence.toStdString());
    Q_EMIT backendChanged();
}

void Runtime::releaseBackends()
{
    if (m_backends.size() < 2)
        return;
    std::erase_if(m_backends, [current = m_backends.back()](const auto& backend) {
        return backend != current && backend.use_count() == 1;
    });
}

} // namespace windsock::app
