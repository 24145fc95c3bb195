// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowcontrol.h"

#include "core/net/listeningsocket.h"

namespace windsock::app {

namespace {

using State = ui::ServerStatus::State;
using Health = ui::ServerStatus::Health;

State toState(Runtime::State state)
{
    switch (state) {
    case Runtime::State::Stopped:
        return State::Stopped;
    case Runtime::State::Serving:
        return State::Serving;
    case Runtime::State::Stopping:
        return State::Stopping;
    }
    return State::Stopped;
}

Health toHealth(backend::BackendStatus::Health health)
{
    switch (health) {
    case backend::BackendStatus::Health::Starting:
        return Health::Starting;
    case backend::BackendStatus::Health::Fine:
        return Health::Fine;
    case backend::BackendStatus::Health::Failed:
        return Health::Failed;
    }
    return Health::Fine;
}

void addBackend(ui::ServerStatus& status, const backend::BackendStatus& backend)
{
    status.backendLabel = QString::fromStdString(backend.label);
    status.backendHealth = toHealth(backend.health);
    status.backendError = QString::fromStdString(backend.error);
    status.backendDetail = QString::fromStdString(backend.detail);
    status.workers = backend.workers;
    status.threadsPerWorker = backend.threadsPerWorker;
    for (const std::string& name : backend.unappliedMigrations)
        status.unappliedMigrations.append(QString::fromStdString(name));
}

} // namespace

WindowControl::WindowControl(Runtime& runtime)
    : m_runtime(runtime)
{
    connect(&m_runtime, &Runtime::stateChanged, this, &ui::ServerControl::statusChanged);
    connect(&m_runtime, &Runtime::backendChanged, this, &ui::ServerControl::statusChanged);
}

ui::ServerStatus WindowControl::status() const
{
    const BackendOptions& backend = m_runtime.options().backend;
    const net::Endpoint endpoint = m_runtime.endpoint();
    ui::ServerStatus status;
    status.state = toState(m_runtime.state());
    status.host = QString::fromStdString(endpoint.host);
    status.port = endpoint.port;
    status.error = m_error;
    status.suggestedPort = m_suggestedPort;
    status.ioThreads = m_runtime.ioThreads();
    status.tls = m_runtime.options().tls.wanted();
    if (m_runtime.tlsIdentity())
        status.certificates = m_runtime.tlsIdentity()->localCertificateChain();
    status.backend = {QString::fromStdString(backend.spec), QString::fromStdString(backend.python),
                      QString::fromStdString(backend.chdir), backend.insecure};
    addBackend(status, m_runtime.backendStatus());
    return status;
}

void WindowControl::start()
{
    m_error.clear();
    m_suggestedPort = 0;
    if (const auto started = m_runtime.start(); !started) {
        m_error = started.error().sentence;
        const net::Endpoint& wanted = m_runtime.options().endpoint;
        if (started.error().code == ErrorCode::AddressInUse)
            m_suggestedPort = net::nextFreePort(wanted.host, static_cast<std::uint16_t>(wanted.port + 1));
    }
    Q_EMIT statusChanged();
}

void WindowControl::startOn(quint16 port)
{
    m_runtime.setEndpoint({m_runtime.options().endpoint.host, port});
    start();
}

void WindowControl::stop()
{
    m_runtime.stop();
}

Result<void> WindowControl::chooseBackend(const ui::BackendChoice& choice)
{
    BackendOptions backend = m_runtime.options().backend;
    backend.spec = choice.spec.toStdString();
    backend.python = choice.python.toStdString();
    backend.chdir = choice.chdir.toStdString();
    backend.insecure = choice.insecure;
    backend.migrate = false;
    return m_runtime.setBackend(backend);
}

void WindowControl::migrate()
{
    BackendOptions backend = m_runtime.options().backend;
    backend.migrate = true;
    // It was running with these words a moment ago; what can fail now is told by the backend's status.
    [[maybe_unused]] const auto started = m_runtime.setBackend(backend);
}

} // namespace windsock::app
