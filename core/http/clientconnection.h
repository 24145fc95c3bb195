// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ClientConnection: the client's end of one HTTP/1.1 connection, one exchange at a time: a worker's, or a proxied
// server's. Lives on its IoLoop's thread; owned by whoever leased it, who never destroys it inside a call: retire it.
#pragma once

#include "core/http/detachedstream.h"
#include "core/http/message.h"
#include "core/http/responseparser.h"
#include "core/net/stream.h"

#include <memory>
#include <optional>
#include <string>

namespace windsock::http {

class ClientConnection final : private net::Stream::Handler
{
public:
    /// Who waits for the response. Calls come in this order; the last one is responseEnded() or exchangeFailed().
    class Delegate
    {
    public:
        virtual void responseHead(ResponseHead head, const Framing& framing) = 0;
        virtual void responseBody(std::string_view bytes) = 0;
        /// A 1xx other than 101, before responseHead(); of any number.
        virtual void interimHead(const ResponseHead&) {}
        /// 101: both ends speak another protocol from now on. True takes it (see detach()); false: nobody had asked.
        virtual bool protocolSwitched(const ResponseHead&) { return false; }
        /// `reusable`: another exchange may begin on this connection.
        virtual void responseEnded(bool reusable) = 0;
        /// The connection is of no further use. `reason` is one sentence for the log.
        virtual void exchangeFailed(const std::string& reason) = 0;
        /// What was written has gone to the kernel, after unsent() had been over zero.
        virtual void requestDrained() = 0;

    protected:
        ~Delegate() = default;
    };

    ClientConnection(std::unique_ptr<net::Stream> stream, const Limits& limits);
    ~ClientConnection();

    /// Begins an exchange: `head` is the serialised request head (and what a peer wants before it). `toHead` says that
    /// its method is HEAD. The delegate is not owned.
    void begin(std::string_view head, bool toHead, Delegate* delegate);
    void writeBody(std::string_view bytes);
    /// Somebody else waits for the rest from now on.
    void setDelegate(Delegate* delegate) { m_delegate = delegate; }
    std::size_t unsent() const { return m_stream->unsent(); }
    /// Bytes that were read on this connection.
    std::uint64_t received() const { return m_received; }
    /// Gives the stream away, from protocolSwitched() on; of no further use then.
    DetachedStream detach();
    /// Back-pressure on the response.
    void pauseResponse(bool on);
    /// Whether the peer has closed since the last exchange; then this connection is of no use.
    bool usable() const { return !m_dead && !m_delegate; }
    /// Nobody waits for the rest any more: on a Unix socket, what the peer goes on writing fails there. The delegate is
    /// still told when the exchange has ended, which for one that is not complete is when the peer closes.
    void finishReading();
    /// The rest of the request will not come: the peer reads an end.
    void finishWriting() { m_stream->finishWriting(); }

private:
    void bytesReceived(std::string_view bytes) override;
    void endReceived() override;
    void drained() override;
    void closed(const std::string& reason) override;

    void process();
    void switchProtocol();
    void handle(const ParseEvent& event);
    void responseComplete();
    void fail(const std::string& reason);
    void failBroken();

    std::unique_ptr<net::Stream> m_stream;
    const Limits m_limits;
    std::optional<ResponseParser> m_parser;
    Delegate* m_delegate = nullptr;
    std::string m_input;
    std::uint64_t m_received = 0;
    std::size_t m_used = 0;               // of m_input, by the loop that is on the stack
    std::optional<ResponseHead> m_switch; // a 101 that is still to be told
    std::optional<std::string> m_broken;  // why the stream has gone; told once the response is read on
    int m_status = 0;
    bool m_toHead = false;
    bool m_paused = false;
    bool m_processing = false;
    bool m_inputEnded = false;
    bool m_dead = false;
};

} // namespace windsock::http
