// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsstream.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <QScopedValueRollback>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>

#include <cerrno>

namespace windsock::net {

namespace {

// What QSslSocket reads ahead; beyond it TCP holds the peer back.
constexpr qint64 readAhead = 64 * 1024;
constexpr std::chrono::seconds handshakeLimit{10}; // of a client

} // namespace

TlsStream::TlsStream(IoLoop& loop, Endpoint local, Endpoint peer, Settled settled)
    : m_loop(loop)
    , m_socket(std::make_unique<QSslSocket>())
    , m_settled(std::move(settled))
    , m_local(std::move(local))
    , m_peer(std::move(peer))
{
    QSslSocket* socket = m_socket.get();
    socket->setReadBufferSize(readAhead);
    QObject::connect(socket, &QSslSocket::encrypted, socket, [this] { settle({}); });
    QObject::connect(socket, &QSslSocket::readyRead, socket, [this] { receive(); });
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, [this] { sent(); });
    QObject::connect(socket, &QSslSocket::disconnected, socket, [this] { disconnected(); });
    QObject::connect(socket, &QSslSocket::errorOccurred, socket, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            settle(m_socket->errorString());
    });
}

TlsStream::TlsStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer,
                     const QSslConfiguration& identity, Settled settled)
    : TlsStream(loop, std::move(local), std::move(peer), std::move(settled))
{
    m_socket->setSslConfiguration(identity);
    if (adopt(std::move(socket)))
        m_socket->startServerEncryption();
    QTimer::singleShot(handshakeLimit, m_socket.get(), [this] {
        if (!m_settled)
            return;
        settle(QStringLiteral("the handshake took longer than 10 s"));
        m_socket->abort();
    });
}

TlsStream::TlsStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer, const TlsTrust& trust,
                     Settled settled)
    : TlsStream(loop, std::move(local), std::move(peer), std::move(settled))
{
    QSslConfiguration configuration = m_socket->sslConfiguration();
    configuration.addCaCertificates(trust.also);
    configuration.setPeerVerifyMode(trust.verify ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    m_socket->setSslConfiguration(configuration);
    m_socket->setPeerVerifyName(trust.host);
    QObject::connect(m_socket.get(), &QSslSocket::sslErrors, m_socket.get(), [this, known = trust.also] {
        if (known.contains(m_socket->peerCertificate()))
            m_socket->ignoreSslErrors();
    });
    if (adopt(std::move(socket)))
        m_socket->startClientEncryption();
}

TlsStream::~TlsStream()
{
    m_over = true;
    m_handler = nullptr;
    m_socket->disconnect();
    m_loop.dispatcher().unwatch(m_lingerWatch);
}

bool TlsStream::adopt(FileDescriptor socket)
{
    if (m_socket->setSocketDescriptor(socket.get(), QAbstractSocket::ConnectedState)) {
        socket.release(); // it is QSslSocket's now
        return true;
    }
    QTimer::singleShot(0, m_socket.get(), [this] { disconnected(); });
    return false;
}

void TlsStream::settle(const QString& failure)
{
    if (const Settled settled = std::exchange(m_settled, nullptr))
        settled(failure);
}

void TlsStream::later(void (TlsStream::*what)())
{
    QTimer::singleShot(0, m_socket.get(), [this, what] { (this->*what)(); });
}

void TlsStream::setHandler(Handler* handler)
{
    m_handler = handler;
    // What has arrived meanwhile is told in the loop's next turn, not from inside this call.
    if (handler)
        later(&TlsStream::receive);
}

void TlsStream::setReading(bool on)
{
    if (std::exchange(m_reading, on) != on && on)
        later(&TlsStream::receive);
}

void TlsStream::receiveNow()
{
    receive();
}

/// QSslSocket decrypts while it sends, and says so from inside: the read buffer may be in use then.
void TlsStream::receive()
{
    if (m_busy)
        return later(&TlsStream::receive);
    {
        const QScopedValueRollback busy(m_busy, true);
        const std::span<char> buffer = m_loop.readBuffer();
        while (!m_over && m_handler && m_reading) {
            const qint64 got = m_socket->read(buffer.data(), static_cast<qint64>(buffer.size()));
            if (got <= 0)
                break;
            m_handler->bytesReceived({buffer.data(), static_cast<std::size_t>(got)});
        }
    }
    if (!m_over && m_socket->state() == QAbstractSocket::UnconnectedState && m_socket->bytesAvailable() == 0)
        disconnected();
}

void TlsStream::write(std::string_view bytes)
{
    if (m_over || m_finishing || bytes.empty())
        return;
    const QScopedValueRollback busy(m_busy, true);
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket->flush();
    m_queued = m_queued || unsent() > 0;
}

std::size_t TlsStream::unsent() const
{
    return m_over ? 0 : static_cast<std::size_t>(m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite());
}

void TlsStream::sent()
{
    if (m_busy)
        return later(&TlsStream::sent);
    if (unsent() > 0 || !std::exchange(m_queued, false) || m_over)
        return;
    if (m_handler)
        m_handler->drained();
}

void TlsStream::finishReading()
{
    m_reading = false;
}

void TlsStream::finishWriting()
{
    if (m_over || std::exchange(m_finishing, true))
        return;
    // QSslSocket closes behind its close_notify. With what the peer still sends unread, that would be a reset, and
    // destroy what we have said: so the connection is kept open by another descriptor, and read to its end.
    const QScopedValueRollback busy(m_busy, true);
    m_lingering = FileDescriptor(::fcntl(static_cast<int>(m_socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0));
    m_socket->disconnectFromHost(); // after what is queued
}

void TlsStream::abort()
{
    m_over = true;
    m_handler = nullptr;
    m_socket->disconnect();
    m_socket->abort();
    m_loop.dispatcher().unwatch(m_lingerWatch);
    m_lingerWatch = {};
    m_lingering.reset();
}

void TlsStream::disconnected()
{
    if (m_busy)
        return later(&TlsStream::disconnected);
    settle(m_socket->errorString());
    if (m_over || m_lingerWatch.valid())
        return;
    // Data that has arrived is told before its end; a handler that does not read now hears of both later.
    if (m_handler && !m_finishing && !m_reading)
        return;
    if (m_handler && !m_finishing && m_socket->bytesAvailable() > 0)
        return receive();
    if (m_finishing && m_lingering)
        return lingerOn();
    peerEnded();
}

void TlsStream::lingerOn()
{
    ::shutdown(m_lingering.get(), SHUT_WR);
    m_lingerWatch = m_loop.dispatcher().watch(m_lingering.get(), EPOLLIN | EPOLLRDHUP, this);
}

void TlsStream::descriptorReady(std::uint32_t)
{
    const std::span<char> buffer = m_loop.scratchBuffer();
    const ssize_t got = ::recv(m_lingering.get(), buffer.data(), buffer.size(), 0);
    if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR)))
        return; // nobody wants it any more
    m_loop.dispatcher().unwatch(m_lingerWatch);
    m_lingerWatch = {};
    m_lingering.reset();
    peerEnded();
}

void TlsStream::peerEnded()
{
    if (std::exchange(m_over, true) || !m_handler)
        return;
    m_handler->endReceived();
    // In a turn of its own: who hears of the end may be about to give up by himself.
    QTimer::singleShot(0, m_socket.get(), [this] {
        if (Handler* handler = std::exchange(m_handler, nullptr))
            handler->closed({});
    });
}

} // namespace windsock::net
