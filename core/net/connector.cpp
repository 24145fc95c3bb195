// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connector.h"

#include "core/net/socketaddress.h"
#include "core/net/tlsstream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <QHostAddress>
#include <QHostInfo>
#include <QTimer>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace windsock::net {

namespace {

/// 0 when `endpoint` is no numeric address and no path that fits.
socklen_t toSockaddr(const Endpoint& endpoint, sockaddr_storage& storage)
{
    storage = {};
    if (endpoint.host.starts_with('/')) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (endpoint.host.size() >= sizeof address.sun_path)
            return 0;
        std::memcpy(address.sun_path, endpoint.host.c_str(), endpoint.host.size() + 1);
        std::memcpy(&storage, &address, sizeof address);
        return sizeof address;
    }
    sockaddr_in v4{};
    if (::inet_pton(AF_INET, endpoint.host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(endpoint.port);
        std::memcpy(&storage, &v4, sizeof v4);
        return sizeof v4;
    }
    sockaddr_in6 v6{};
    if (::inet_pton(AF_INET6, endpoint.host.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(endpoint.port);
        std::memcpy(&storage, &v6, sizeof v6);
        return sizeof v6;
    }
    return 0;
}

} // namespace

Connector::Connector(IoLoop& loop, Done done)
    : m_loop(loop)
    , m_done(std::move(done))
{
}

Connector::~Connector()
{
    release();
}

void Connector::start(const Endpoint& target, std::chrono::milliseconds timeout)
{
    m_target = target;
    QTimer::singleShot(timeout, &m_context, [this] { finish(describe(ETIMEDOUT)); });
    sockaddr_storage storage;
    if (target.host.starts_with('/') || toSockaddr(target, storage) != 0) {
        m_candidates.push_back(target);
        QTimer::singleShot(0, &m_context, [this] { tryNext(); });
    } else {
        lookUp();
    }
}

void Connector::lookUp()
{
    QHostInfo::lookupHost(QString::fromStdString(m_target.host), &m_context, [this](const QHostInfo& info) {
        for (const QHostAddress& address : info.addresses())
            m_candidates.push_back({address.toString().toStdString(), m_target.port});
        tryNext();
    });
}

void Connector::tryNext()
{
    if (!m_done)
        return;
    if (m_candidates.empty())
        return finish(describe(m_lastError ? m_lastError : ENOENT));
    const Endpoint candidate = m_candidates.front();
    m_candidates.erase(m_candidates.begin());
    sockaddr_storage storage;
    const socklen_t size = toSockaddr(candidate, storage);
    if (size == 0 || !begin(storage, size))
        attemptFailed(size == 0 ? ENAMETOOLONG : errno);
}

bool Connector::begin(const sockaddr_storage& address, socklen_t size)
{
    m_socket = FileDescriptor(::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!m_socket)
        return false;
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 && errno != EINPROGRESS)
        return false;
    m_watch = m_loop.dispatcher().watch(m_socket.get(), EPOLLOUT, this);
    return true;
}

void Connector::attemptFailed(int error)
{
    release();
    m_lastError = error;
    tryNext();
}

void Connector::descriptorReady(std::uint32_t)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return attemptFailed(error);
    m_loop.dispatcher().unwatch(m_watch);
    m_watch = {};
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // fails on a Unix socket, which needs none
    Endpoint local = localEndpoint(m_socket.get());
    if (m_tls)
        return startTls(std::move(local));
    finish(
        std::unique_ptr<Stream>(std::make_unique<FdStream>(m_loop, std::move(m_socket), std::move(local), m_target)));
}

void Connector::useTls(TlsTrust trust)
{
    m_tls = std::move(trust);
}

void Connector::startTls(Endpoint local)
{
    m_encrypting = std::make_unique<TlsStream>(m_loop, std::move(m_socket), std::move(local), m_target, *m_tls,
                                               [this](const QString& failure) { tlsSettled(failure); });
}

void Connector::tlsSettled(const QString& failure)
{
    if (failure.isEmpty())
        return finish(std::move(m_encrypting));
    m_loop.retire(std::move(m_encrypting)); // we are inside its call
    finish(Error{ErrorCode::Failed,
                 QStringLiteral("TLS with %1 failed (%2): check that it speaks TLS there, and trust its certificate, "
                                "or let any do.")
                     .arg(QString::fromStdString(toString(m_target)), failure),
                 failure});
}

void Connector::finish(Result<std::unique_ptr<Stream>> result)
{
    release();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

void Connector::release()
{
    m_loop.dispatcher().unwatch(m_watch);
    m_watch = {};
    m_socket.reset();
    m_loop.retire(std::move(m_encrypting));
}

Error Connector::describe(int error) const
{
    const QString where = QString::fromStdString(toString(m_target));
    const QString detail = QString::fromStdString(std::generic_category().message(error));
    switch (error) {
    case ECONNREFUSED:
        return {ErrorCode::Refused,
                QStringLiteral("Nothing listens on %1: start the server, or check the port.").arg(where), detail};
    case ENOENT:
        return {ErrorCode::NotFound,
                (m_target.host.starts_with('/')
                     ? QStringLiteral("There is no socket %1: start the server, or check the path.")
                     : QStringLiteral("There is no host \"%1\": check its name."))
                    .arg(QString::fromStdString(m_target.host)),
                detail};
    case ETIMEDOUT:
        return {ErrorCode::TimedOut,
                QStringLiteral("%1 did not answer in time: check the address and the network.").arg(where), detail};
    default:
        return {ErrorCode::Failed, QStringLiteral("Cannot connect to %1: %2.").arg(where, detail), detail};
    }
}

} // namespace windsock::net
