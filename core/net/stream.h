// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stream: an ordered byte stream (TCP, Unix socket) that pushes what arrives and queues what is written.
// Lives on one IoLoop's thread; owned by the connection that speaks a protocol on it.
#pragma once

#include "core/net/endpoint.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace windsock::net {

class Stream
{
public:
    /// Who is told. A call may destroy nothing of the stream at once: give it to IoLoop::retire() instead.
    class Handler
    {
    public:
        /// Bytes in order. The view is the thread's read buffer: copy what is to be kept.
        virtual void bytesReceived(std::string_view bytes) = 0;
        /// The peer will send no more (FIN). What is written still arrives there.
        virtual void endReceived() = 0;
        /// All that was written has been taken by the kernel. Told only after write() had to queue.
        virtual void drained() = 0;
        /// The connection is gone in both directions; `reason` is the system's word for the log, empty after abort().
        virtual void closed(const std::string& reason) = 0;

    protected:
        ~Handler() = default;
    };

    virtual ~Stream() = default;
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// Changes who is told from now on; null mutes. Not owned.
    virtual void setHandler(Handler* handler) = 0;
    /// Sends now what the kernel takes and queues a copy of the rest. Ignored once closed or after finishWriting().
    virtual void write(std::string_view bytes) = 0;
    /// Bytes queued here because the peer reads slowly.
    virtual std::size_t unsent() const = 0;
    /// Back-pressure: while off nothing is received, but a peer that goes away is still noticed (EPOLLRDHUP).
    virtual void setReading(bool on) = 0;
    /// Tells the handler at once of what has arrived and is not yet told. Not to be called from inside a handler.
    virtual void receiveNow() = 0;
    /// Reads what has arrived, and no more: a peer on a Unix socket that goes on writing gets EPIPE. closed() comes
    /// when it has closed its end.
    virtual void finishReading() = 0;
    /// FIN after all that was written.
    virtual void finishWriting() = 0;
    /// Drops what is queued and closes; the handler is not told.
    virtual void abort() = 0;

    /// Through TLS.
    virtual bool isEncrypted() const { return false; }
    virtual Endpoint local() const = 0;
    virtual Endpoint peer() const = 0;
};

} // namespace windsock::net
