// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TlsStream: a Stream through TLS, either side of it, on Qt's QSslSocket. A peer that ends is gone: TLS has no half
// that stays open here. Lives on its IoLoop's thread; owned by its connection.
#pragma once

#include "core/net/filedescriptor.h"
#include "core/net/ioloop.h"
#include "core/net/stream.h"
#include "core/net/tlstrust.h"

#include <QSslConfiguration>

#include <functional>
#include <memory>

class QSslSocket;

namespace windsock::net {

class TlsStream final : public Stream, private Watcher
{
public:
    /// Told once: empty when the handshake succeeded, else why it failed; closed() follows then. Not from inside a
    /// constructor.
    using Settled = std::function<void(const QString& failure)>;

    /// The server's side of a connected, non-blocking socket.
    TlsStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer, const QSslConfiguration& identity,
              Settled settled);
    /// The client's side.
    TlsStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer, const TlsTrust& trust,
              Settled settled);
    ~TlsStream() override;

    void setHandler(Handler* handler) override;
    void write(std::string_view bytes) override;
    std::size_t unsent() const override;
    void setReading(bool on) override;
    void receiveNow() override;
    /// A TCP peer cannot be told; what still comes is dropped.
    void finishReading() override;
    void finishWriting() override;
    void abort() override;
    bool isEncrypted() const override { return true; }
    Endpoint local() const override { return m_local; }
    Endpoint peer() const override { return m_peer; }

private:
    TlsStream(IoLoop& loop, Endpoint local, Endpoint peer, Settled settled);
    bool adopt(FileDescriptor socket);
    void settle(const QString& failure);
    void later(void (TlsStream::*what)());
    void receive();
    void sent();
    void disconnected();
    void lingerOn();
    void descriptorReady(std::uint32_t events) override;
    void peerEnded();

    IoLoop& m_loop;
    std::unique_ptr<QSslSocket> m_socket;
    Settled m_settled;
    Handler* m_handler = nullptr;
    Endpoint m_local;
    Endpoint m_peer;
    bool m_reading = true;
    bool m_queued = false; // drained() is owed
    bool m_finishing = false;
    bool m_busy = false; // inside a call of ours or the handler's: signals of the socket wait for the next turn
    bool m_over = false;
    FileDescriptor m_lingering; // the connection, after QSslSocket has said good-bye on it
    WatchId m_lingerWatch;
};

} // namespace windsock::net
