// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RelaySession: a client and an upstream that have switched protocols together: bytes go through unchanged, both ways,
// with back-pressure; those of a WebSocket are read along, frame by frame. Lives on its I/O thread; owned by the
// IoServer.
#pragma once

#include "core/http/detachedstream.h"
#include "core/journal/bodystore.h"
#include "core/net/stream.h"
#include "core/web/frametap.h"
#include "core/web/session.h"
#include "core/websocket/frameinflater.h"
#include "core/websocket/frameparser.h"

#include <memory>
#include <optional>
#include <string>

namespace windsock::web {

/// What the two have agreed on.
struct RelayedProtocol
{
    bool webSocket = false;                              ///< RFC 6455; else bytes
    std::uint8_t allowedRsv = 0;                         ///< bits that its extensions use
    std::optional<websocket::DeflateParameters> deflate; ///< when permessage-deflate is its only extension

    /// As the upstream's 101 says.
    static RelayedProtocol from(const http::ResponseHead& head);
};

class RelaySession final : public Session
{
public:
    RelaySession(Opening opening, http::DetachedStream client, http::DetachedStream upstream,
                 const RelayedProtocol& protocol);
    ~RelaySession() override;

    /// Begins to relay. May end the session.
    void start();
    /// 1001 to both where a frame may stand, and the end.
    void goAway() override;
    void abort() override;

private:
    /// One end: what it sends goes to the other.
    class Side final : public net::Stream::Handler
    {
    public:
        Side(RelaySession& session, http::DetachedStream detached, websocket::Direction direction);
        void readFrames(const RelayedProtocol& protocol);
        void start(Side& other);
        /// A close frame, if none of its own stands half written.
        void sendGoingAway();
        void finishWriting() { m_stream->finishWriting(); }
        void abort() { m_stream->abort(); }
        /// It will say no more.
        bool ended() const { return m_ended; }
        /// It hears no more.
        bool gone() const { return m_gone; }
        std::size_t unsent() const { return m_stream->unsent(); }

    private:
        void bytesReceived(std::string_view bytes) override;
        void endReceived() override;
        void drained() override;
        void closed(const std::string& reason) override;

        void pass(std::string_view bytes);
        void readAlong(std::string_view bytes);
        void take(const websocket::FrameParser::Step& step);
        void inflate(std::string& piece, const websocket::FrameParser::Step& step);

        RelaySession& m_session;
        std::unique_ptr<net::Stream> m_stream;
        Side* m_other = nullptr;
        std::string m_received; // before start()
        const websocket::Direction m_direction;
        const bool m_endedBefore;                           // start()
        std::optional<websocket::FrameParser> m_parser;     // of what it sends; none once that made no sense
        std::optional<websocket::FrameInflater> m_inflater; // none without the extension, or once it failed
        journal::Capture m_payload;                         // of the frame in hand
        bool m_half = false; // the start of the frame in hand was recorded inflated, its rest cannot be
        bool m_ended = false;
        bool m_gone = false;
        bool m_closeSent = false; // its close frame has passed: its peer gets no second one (RFC 6455 §5.5.1)
    };

    void sideEnded(Side& side);
    void endWhenDelivered();
    void lost(const std::string& reason);
    const char* nameOf(const Side& side) const { return &side == &m_client ? "client" : "backend"; }

    FrameTap m_tap;
    Side m_client;
    Side m_upstream;
    bool m_closeSeen = false; // a close frame has passed: the end that follows is as it should be
    const bool m_webSocket;
    const bool m_unknownExtension; // frames are recorded as they are sent
    std::string m_reason;          // why it ends, once one side is gone
    bool m_over = false;
};

} // namespace windsock::web
