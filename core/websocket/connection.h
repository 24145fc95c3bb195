// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connection: one WebSocket after its handshake, either role (RFC 6455 §5-§7). Lives on its stream's thread. Owned by
// whoever speaks on it, who gives it to IoLoop::retire() after closed(), never deletes it from inside a call.
#pragma once

#include "core/base/clock.h"
#include "core/net/stream.h"
#include "core/websocket/messagereader.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QTimer;

namespace windsock::websocket {

struct Settings
{
    std::uint64_t maxMessage = 10u << 20; ///< bytes; a bigger one is refused with 1009
    std::chrono::milliseconds closeTimeout{5'000};
    std::chrono::milliseconds pingInterval{0}; ///< 0: no pings of our own
    /// Of silence after a ping; 0: as Tornado, three intervals, 30 s at least.
    std::chrono::milliseconds pingTimeout{0};
    /// A server stops reading while this much waits for a slow peer. A client goes on: two that wait would never end.
    std::size_t highWater = 1u << 20;
    bool autoPong = true;
    std::optional<DeflateParameters> deflate; ///< when permessage-deflate was agreed on
    std::size_t deflateFrom = 64;             ///< bytes; smaller messages are sent as they are
};

/// How a connection ended.
struct Closure
{
    enum class By : std::uint8_t {
        Us,     ///< we sent the first close frame
        Peer,   ///< the peer did
        Nobody, ///< it broke: `code` is 1006
    };

    CloseCode code = CloseCode::Abnormal; ///< the peer's, else ours; 1006 when the peer sent no close frame
    std::string reason;                   ///< as in the close frame, valid UTF-8
    By by = By::Nobody;
    Violation violation = Violation::None; ///< for which we failed the connection
    std::string detail;                    ///< for the log: what broke; empty after a clean close
};

/// Sees every frame, for records of them. Lives on the connection's thread.
class FrameObserver
{
public:
    /// `payload` is unmasked, inflated, and valid during the call; header.length is the wire's. Sent: handed to the
    /// stream; received: its last byte was read.
    virtual void frameSeen(Direction direction, const FrameHeader& header, std::string_view payload,
                           Monotonic time) = 0;

protected:
    ~FrameObserver() = default;
};

class Connection final : private net::Stream::Handler, private MessageReader::Sink
{
public:
    /// Views are valid during the call; any method of the connection may be called from inside.
    class Handler
    {
    public:
        virtual void textReceived(std::string_view text) = 0; ///< valid UTF-8
        virtual void binaryReceived(std::string_view data) = 0;
        virtual void pingReceived(std::string_view) {} ///< its pong is sent without the handler's help
        virtual void pongReceived(std::string_view) {}
        virtual void drained() {} ///< unsent() is 0 again, after it was not
        /// The last call, once.
        virtual void closed(const Closure& closure) = 0;

    protected:
        ~Handler() = default;
    };

    /// `handler` is not owned and outlives the connection's last call. Nothing is read before start().
    Connection(std::unique_ptr<net::Stream> stream, Role role, Handler& handler, const Settings& settings = {});
    ~Connection();

    /// Begins to read; `leftover` are bytes that came behind the handshake, `ended` that the peer's end did. Calls the
    /// handler when there is any of these.
    void start(std::string_view leftover = {}, bool ended = false);
    /// Null for none. Not owned.
    void setObserver(FrameObserver* observer) { m_observer = observer; }

    /// False when the connection is not open (any more): nothing is sent once a close frame was. Text must be UTF-8.
    bool sendText(std::string_view text) { return send(Opcode::Text, text); }
    /// The same of a text whose frame has been encoded already, for many receivers at once; `frame` is a server's, not
    /// masked and not compressed.
    bool sendEncodedText(std::string_view text, std::string_view frame);
    bool sendBinary(std::string_view data) { return send(Opcode::Binary, data); }
    /// At most 125 bytes of payload are sent.
    bool ping(std::string_view payload = {}) { return send(Opcode::Ping, payload.substr(0, MaxControlPayload)); }
    bool pong(std::string_view payload = {}) { return send(Opcode::Pong, payload.substr(0, MaxControlPayload)); }
    /// Starts the close handshake. NoStatus sends no code; another that may not be sent becomes ProtocolError.
    void close(CloseCode code = CloseCode::Normal, std::string_view reason = {});
    /// Drops the connection at once; the handler is not told.
    void abort();

    bool isOpen() const { return m_state == State::Open; }
    /// Bytes that wait for the peer.
    std::size_t unsent() const { return m_out.size() + m_stream->unsent(); }
    /// Back-pressure towards the peer.
    void setReading(bool on);
    /// What is sent in between leaves in one write. Nests; every read is corked already.
    void cork() { ++m_corked; }
    void uncork();
    net::Stream& stream() { return *m_stream; }

private:
    enum class State : std::uint8_t {
        Open,
        Closing, ///< our close frame is sent, the peer's is awaited
        Ending,  ///< all is said; the end of the stream is awaited
        Closed,
    };

    void bytesReceived(std::string_view bytes) override;
    void endReceived() override;
    void drained() override;
    void closed(const std::string& reason) override;

    void frameRead(const FrameHeader& header, std::string_view payload) override;
    void messageRead(Opcode kind, std::string_view payload) override;
    void controlRead(Opcode kind, std::string_view payload) override;

    bool send(Opcode opcode, std::string_view payload);
    void write(Opcode opcode, std::string_view payload) { write(opcode, payload, 0, payload); }
    void write(Opcode opcode, std::string_view wire, std::uint8_t rsv, std::string_view payload);
    void flush();
    void answerPing(std::string_view payload);
    void sendPendingPong();
    void applyBackPressure();
    void closeRead(std::string_view payload);
    void sendClose(CloseCode code, std::string_view reason);
    void fail(Violation violation);
    void awaitEnd(bool finishFirst);
    void lose(std::string detail);
    void tell();
    void startPinging();
    void pingTick();
    void startTimer(std::chrono::milliseconds interval, void (Connection::*tick)());
    void closeTimedOut();

    std::unique_ptr<net::Stream> m_stream;
    Handler& m_handler;
    FrameObserver* m_observer = nullptr;
    const Settings m_settings;
    MessageReader m_reader;
    std::unique_ptr<Deflater> m_deflater; // null without the extension
    std::string m_out;                    // frames that leave with the next flush()
    std::string m_pendingPong;            // answers the newest of a flood of pings
    Closure m_closure;
    std::unique_ptr<QTimer> m_timer; // pings, later the close time-out; made when needed
    std::uint32_t m_silence = 0;     // ms without a byte since a ping went out
    std::uint32_t m_sincePing = 0;   // ms
    std::uint16_t m_corked = 0;
    std::uint8_t m_pongsOfRead = 0;
    const Role m_role;
    State m_state = State::Open;
    bool m_hasPendingPong = false;
    bool m_heard = false;   // bytes came since the last tick
    bool m_pingOut = false; // a ping of ours is unanswered
    bool m_readingWanted = true;
    bool m_congested = false; // not reading because of highWater
};

} // namespace windsock::websocket
