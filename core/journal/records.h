// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The records of the journal: what is known of an exchange at its head (Begun), at its answer (Outcome), what was said
// meanwhile (Line), and the frames of its WebSocket (Frame). Immutable once appended: they cross threads as
// shared_ptr<const T>.
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/http/message.h"
#include "core/journal/bodylease.h"
#include "core/net/endpoint.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace windsock::journal {

/// Who answered: our own handlers, or the routed backend. Tornado's log names its modules so.
enum class Source : std::uint8_t { Web, Wsgi };

enum class Level : std::uint8_t { Debug, Info, Warning, Error };

/// What was kept of a body. Equal ones are shared between records: see RecentBodies.
struct BodyText
{
    std::string bytes;
    BodyLease lease; ///< its share of the BodyStore's budget; none when the bytes came from elsewhere
};

/// The start of a body and its whole size.
struct CapturedBody
{
    std::shared_ptr<const BodyText> kept; ///< null when nothing was
    std::uint64_t size = 0;               ///< bytes of the whole body

    /// The first bytes on the wire, after chunked framing was taken off.
    std::string_view text() const { return kept ? std::string_view(kept->bytes) : std::string_view(); }
    /// Whether the rest was not kept.
    bool cut() const { return text().size() < size; }
};

/// A body that is there in full.
CapturedBody wholeBody(std::string bytes);

/// Row L5's phase clock. Monotonic; a default (zero) time point means that the phase was not reached or does not apply.
struct Phases
{
    Monotonic accepted;  ///< the connection was accepted, or the one before was answered (keep-alive)
    Monotonic head;      ///< the head was parsed: the exchange begins
    Monotonic body;      ///< the last byte of the request's body arrived
    Monotonic leased;    ///< a worker (or upstream connection) was leased: head..leased is time in the queue
    Monotonic firstByte; ///< the backend's head arrived
    Monotonic lastByte;  ///< the backend's last byte arrived
    Monotonic written;   ///< our last byte was handed to the kernel: the exchange ends
};

/// An exchange from its request's head on.
struct Begun
{
    ExchangeId id;
    ConnectionId connection;
    Wall at;        ///< when the head was parsed
    Monotonic head; ///< the same on the monotonic clock
    Source source = Source::Web;
    std::string route; ///< the pattern that won, e.g. "/ws/hello-tornado"; empty when refused before routing
    net::Endpoint client;
    net::Endpoint server;
    http::RequestHead request;
};

/// How an exchange came out. A WebSocket has two: one at its handshake (`open`), one at its close.
struct Outcome
{
    ExchangeId id;
    int status = 0;           ///< 0: no head was sent, see `failure`
    bool open = false;        ///< answered 101 and still talking
    microseconds duration{0}; ///< head parsed to last byte written; of a handshake until its 101 was written
    Phases phases;
    http::ResponseHead response;
    CapturedBody requestBody;
    CapturedBody responseBody;
    std::string failure; ///< empty, or one sentence that says why it was cut or refused
};

enum class Channel : std::uint8_t {
    Log,       ///< our own remarks
    Stdout,    ///< printed by a handler or application to its standard output
    Stderr,    ///< the same, standard error and wsgi.errors
    Traceback, ///< an exception that left the application
};

/// A remark, tied to an exchange when `exchange` is set. `text` is UTF-8 without the last newline; may have lines.
struct Line
{
    ExchangeId exchange;
    Wall at;
    Level level = Level::Info;
    Channel channel = Channel::Log;
    std::string text;
};

/// A frame of a WebSocket of ours or of one that is relayed (RFC 6455 §5.2). `exchange` is its handshake's.
struct Frame
{
    ExchangeId exchange;
    Wall at;
    Monotonic time; ///< its last byte was read, or handed to the kernel
    bool fromClient = false;
    bool fin = true;
    bool masked = false;
    std::uint8_t rsv = 0;     ///< 4: RSV1 (compressed), 2, 1
    std::uint8_t opcode = 1;  ///< 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
    std::uint64_t length = 0; ///< payload bytes on the wire
    CapturedBody
        payload; ///< unmasked, and inflated; of a relayed one that does not inflate, what did, else as it was sent
};

/// Level of an access line, as Tornado's log_request decides: below 400 Info, 400-499 Warning, from 500 Error.
Level levelOf(int status);

/// The client's address as Tornado's remote_ip: no port, and 0.0.0.0 behind a Unix socket. Valid as long as `begun` is.
std::string_view remoteIp(const Begun& begun);

} // namespace windsock::journal
