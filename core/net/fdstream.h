// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FdStream: a Stream on a connected TCP or Unix socket: recv and send on the descriptor, woken by epoll. It costs 2 kB
// where a QTcpSocket costs 37, and answers a half-closed peer. Lives on its IoLoop's thread; owned by its connection.
#pragma once

#include "core/net/filedescriptor.h"
#include "core/net/ioloop.h"
#include "core/net/stream.h"

namespace windsock::net {

class FdStream final : public Stream, private Watcher
{
public:
    /// `socket` is connected and non-blocking. Nothing is received before a handler is set.
    FdStream(IoLoop& loop, FileDescriptor socket, Endpoint local, Endpoint peer);
    ~FdStream() override;

    void setHandler(Handler* handler) override;
    void write(std::string_view bytes) override;
    std::size_t unsent() const override { return m_queue.size() - m_sent; }
    void setReading(bool on) override;
    void receiveNow() override;
    void finishReading() override;
    void finishWriting() override;
    void abort() override;
    Endpoint local() const override { return m_local; }
    Endpoint peer() const override { return m_peer; }

private:
    void descriptorReady(std::uint32_t events) override;
    void receive();
    void flush();
    std::size_t sendNow(std::string_view bytes);
    void sendFin();
    void sendFailed();
    void compact();
    void updateInterest();
    void unwatch();
    void hungUp();
    int option(int name) const;
    void fail(int error);
    void release();

    IoLoop& m_loop;
    FileDescriptor m_socket;
    WatchId m_watch;
    Handler* m_handler = nullptr;
    std::string m_queue;    // what the kernel would not take yet
    std::size_t m_sent = 0; // how much of it has gone since
    Endpoint m_local;
    Endpoint m_peer;
    int m_error = 0; // of a send, to be told in the next turn
    bool m_reading = true;
    bool m_ended = false;  // the peer's FIN was read
    bool m_hungUp = false; // EPOLLRDHUP was seen: do not ask again
    bool m_finishing = false;
};

} // namespace windsock::net
