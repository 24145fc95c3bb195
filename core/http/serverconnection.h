// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerConnection: the server's end of one HTTP/1.x connection: requests in order, their answers in the same order,
// keep-alive, time limits, back-pressure. Lives on its IoLoop's thread; owned by its Delegate (the server).
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/http/detachedstream.h"
#include "core/http/message.h"
#include "core/http/requestparser.h"
#include "core/http/responsewriter.h"
#include "core/net/ioloop.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace windsock::http {

/// One request's reader and answerer: Tornado's HTTPMessageDelegate. Owned by the connection, destroyed after its last
/// call.
class RequestDelegate
{
public:
    virtual ~RequestDelegate() = default;
    /// The first call: from here on the request may be answered.
    virtual void start() = 0;
    virtual void bodyReceived(std::string_view bytes) = 0;
    virtual void requestEnded() = 0;
    /// All that was written has gone to the kernel, after ServerConnection::unsent() had been over zero.
    virtual void writable() = 0;
    /// The answer's last byte has gone to the kernel. The last call.
    virtual void responseWritten() = 0;
    /// The client went away, or was too slow, or sent nonsense in mid-body. The last call; nothing more can be written
    /// unless `refusal` is set, and then the connection has answered it where no head had been sent.
    virtual void connectionLost(const std::string& reason, const Refusal* refusal) = 0;
};

struct ServerOptions
{
    Limits limits;
    std::chrono::seconds headTimeout{10};
    std::chrono::seconds idleTimeout{60}; ///< between requests, and for a body or a reader that stands still
    std::string serverName;               ///< the Server field
};

class ServerConnection final : private net::Stream::Handler
{
public:
    class Delegate
    {
    public:
        /// A head was parsed and is fit to be served. The request's body, end and answer go by the returned delegate.
        virtual std::unique_ptr<RequestDelegate> requestBegan(ServerConnection& connection, RequestHead head) = 0;
        /// Bytes that are no request, or a head that took too long; the connection answers and closes by itself.
        virtual void requestRefused(ServerConnection& connection, const Refusal& refusal, RequestHead partial) = 0;
        /// Nothing more comes of this connection: retire it.
        virtual void connectionEnded(ServerConnection& connection) = 0;

    protected:
        ~Delegate() = default;
    };

    ServerConnection(net::IoLoop& loop, std::unique_ptr<net::Stream> stream, ConnectionId id,
                     const ServerOptions& options, Delegate& delegate);
    ~ServerConnection();
    /// Begins to read.
    void start();

    ConnectionId id() const { return m_id; }
    /// "http", or "https" through TLS.
    std::string_view scheme() const { return m_stream && m_stream->isEncrypted() ? "https" : "http"; }
    const net::Endpoint& client() const { return m_client; }
    const net::Endpoint& server() const { return m_server; }
    /// When this connection was last without a request: its accept, or the end of the answer before.
    Monotonic idleSince() const { return m_idleSince; }
    /// When the head of the request in hand was complete.
    Monotonic headTime() const { return m_headTime; }
    bool busy() const { return m_request != nullptr; }
    Framing requestFraming() const { return m_framing; }

    /// A whole answer in one write. Adds Content-Length, Date, Server and Connection.
    void respond(ResponseHead head, std::string_view body);
    /// The head of an answer whose body follows by write(). `length` nothing: chunked, or until the close for HTTP/1.0.
    /// A Content-Length among the head's fields counts as `length`. The head leaves with the first write or finish().
    void beginResponse(ResponseHead head, std::optional<std::uint64_t> length);
    void write(std::string_view body);
    void finish();
    bool responseBegun() const { return m_responseBegun; }
    /// Forgets the answer that was begun, so that another can be given in its place; false when some of it has left.
    bool takeBackResponse();
    /// The head as it was sent, for the record; once, from responseWritten() or connectionLost() at the latest.
    ResponseHead takeAnswer() { return m_writer.takeHead(); }
    /// Bytes the client has not taken yet: hold back when this grows.
    std::size_t unsent() const { return m_stream ? m_stream->unsent() : 0; }
    /// Cuts the connection in the middle of an answer: the only honest end when its rest cannot come.
    void cut(const std::string& reason);
    /// Back-pressure on the request's body.
    void pauseBody(bool on);
    /// A 1xx before the answer; not to HTTP/1.0, which knows none (RFC 9110 §15.2).
    void sendInterim(const ResponseHead& head);
    /// "100 Continue" when the client waits for it; before the answer only.
    void sendContinue();
    /// Writes `head` (a 101) and hands the stream over, at the latest when the bytes in hand have been looked at.
    /// responseWritten() follows; the connection ends.
    void upgrade(const ResponseHead& head, std::function<void(DetachedStream)> taken);

    /// Enforces the time limits; called by the server about once a second.
    void checkDeadlines(Monotonic now);
    /// Stop without loss: ends now when idle, else after the answer in hand.
    void closeWhenIdle();
    /// Ends at once.
    void abort();

private:
    void bytesReceived(std::string_view bytes) override;
    void endReceived() override;
    void drained() override;
    void closed(const std::string& reason) override;

    void process();
    void endOfInput();
    std::size_t consume(std::string_view bytes);
    bool handle(const ParseEvent& event);
    void beginRequest();
    void refuse(const Refusal& refusal);
    void answerDone();
    void afterAnswer();
    void linger();
    void lose(const std::string& reason, const Refusal* refusal = nullptr);
    void end();
    void handOver();
    void updateReading();

    net::IoLoop& m_loop;
    std::unique_ptr<net::Stream> m_stream;
    const ConnectionId m_id;
    const ServerOptions& m_options;
    Delegate& m_delegate;
    net::Endpoint m_client;
    net::Endpoint m_server;

    std::optional<RequestParser> m_parser; // while a message is being read; an idle connection has none
    std::unique_ptr<RequestDelegate> m_request;
    std::function<void(DetachedStream)> m_taken; // set from upgrade() until the stream was handed over
    std::string m_input;                         // received and not yet consumed
    ResponseWriter m_writer;
    Framing m_framing;
    Monotonic m_idleSince;
    Monotonic m_headBegan;
    Monotonic m_headTime;
    Monotonic m_lastProgress;
    std::size_t m_lastUnsent = 0;
    bool m_requestComplete = true;
    bool m_responseBegun = false;
    bool m_finished = false; // the answer was given whole; its bytes may still be queued
    bool m_isHead = false;
    bool m_http10 = false;
    bool m_keepAlive = false;
    bool m_expectsContinue = false;
    bool m_bodyPaused = false;
    bool m_inputEnded = false;
    bool m_closing = false; // no further request is served
    bool m_lingering = false;
    bool m_stopping = false; // the whole server is
    bool m_processing = false;
    bool m_ended = false;
};

} // namespace windsock::http
