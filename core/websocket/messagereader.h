// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageReader: the bytes of one direction in, whole messages and control frames out, unmasked and checked (RFC 6455
// §5.4, §8.1). Pure: any one thread; owned by its Connection.
#pragma once

#include "core/websocket/deflate.h"
#include "core/websocket/frameparser.h"
#include "core/websocket/utf8.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::websocket {

class MessageReader
{
public:
    /// Views are valid during the call. A call may stop() the reader.
    class Sink
    {
    public:
        /// Every frame, before what it completes; `payload` is unmasked and inflated, header.length is the wire's.
        virtual void frameRead(const FrameHeader& header, std::string_view payload) = 0;
        /// `kind` is Text (valid UTF-8) or Binary.
        virtual void messageRead(Opcode kind, std::string_view payload) = 0;
        /// `kind` is Close, Ping or Pong. A close frame's payload is not yet judged.
        virtual void controlRead(Opcode kind, std::string_view payload) = 0;

    protected:
        ~Sink() = default;
    };

    /// `maxMessage` in bytes, of a message as sent and of what it inflates to. `compressed`: how the peer deflates its
    /// messages, when that was agreed on.
    MessageReader(Role role, std::uint64_t maxMessage, Sink& sink, const std::optional<DeflateSide>& compressed = {});

    /// Reads all of `bytes`, or up to the first violation, or until stop(). A violation is told once and stops.
    Violation feed(std::string_view bytes);
    /// Whatever follows is ignored: after a close frame nothing counts (RFC 6455 §5.5.1).
    void stop() { m_stopped = true; }
    /// Gives back the memory that a big message took; call when the bytes at hand are done with.
    void trim();
    /// The peer may not leave here: a frame or message is unfinished.
    bool amidMessage() const { return m_parser.amidMessage(); }

private:
    Violation take(const FrameParser::Step& step);
    Violation takeControl(const FrameParser::Step& step);
    Violation takeData(const FrameParser::Step& step);
    Violation finish(std::string_view frame, std::string_view message);
    Violation inflate(const FrameParser::Step& step);
    template <class Inflate>
    Violation takeInflated(Inflate inflate);
    bool startsMessage() const { return m_parser.header().opcode != Opcode::Continuation; }

    FrameParser m_parser;
    Sink& m_sink;
    std::unique_ptr<Inflater> m_inflater; // null without the extension
    const std::uint64_t m_maxMessage;
    std::string m_message;        // the fragments so far, unmasked
    std::size_t m_frameStart = 0; // where the present frame begins in it
    Utf8Validator m_utf8;
    Opcode m_kind = Opcode::Text; // of the message
    bool m_compressed = false;    // the message is
    bool m_stopped = false;
    std::uint8_t m_controlSize = 0;
    std::array<char, MaxControlPayload> m_control; // a control frame may stand between fragments
};

} // namespace windsock::websocket
