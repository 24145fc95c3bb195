// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/recorder.h"

namespace windsock::chat {

/// A message after which nothing comes sets `after`: a reader that finds the chat closed has found all of it.
void Recorder::append(Message message, std::optional<ChatState> after)
{
    message.at = WallClock::now();
    if (message.time == Monotonic())
        message.time = MonotonicClock::now();
    m_conversation.append(std::move(message));
    if (after)
        m_state = *after;
    if (m_notify)
        m_notify();
}

void Recorder::opened(std::string what)
{
    m_roundTrips.clear();
    m_state = ChatState::Open;
    Message message;
    message.kind = Kind::Connected;
    message.data = std::move(what);
    append(std::move(message));
}

void Recorder::refused(std::string why, std::optional<http::ResponseHead> response, std::string body)
{
    Message message;
    message.kind = Kind::Refused;
    message.data = std::move(why);
    message.response = std::move(response);
    message.responseBody = std::move(body);
    append(std::move(message), ChatState::Closed);
}

void Recorder::closed(std::string why)
{
    if (why.empty()) {
        m_state = ChatState::Closed;
        if (m_notify)
            m_notify();
        return;
    }
    Message message;
    message.kind = Kind::Lost;
    message.data = std::move(why);
    append(std::move(message), ChatState::Closed);
}

void Recorder::sent(Kind kind, std::string_view data, Monotonic time, std::uint16_t code)
{
    if (kind == Kind::Text || kind == Kind::Binary)
        m_roundTrips.messageSent(time);
    else if (kind == Kind::Ping)
        m_roundTrips.pingSent(data, time);
    Message message;
    message.direction = Direction::Sent;
    message.kind = kind;
    message.data = data;
    message.code = code;
    message.time = time;
    append(std::move(message));
}

void Recorder::received(Kind kind, std::string_view data, Monotonic time, std::uint16_t code)
{
    Message message;
    message.direction = Direction::Received;
    message.kind = kind;
    message.data = data;
    message.code = code;
    message.time = time;
    if (kind == Kind::Text || kind == Kind::Binary)
        message.roundTrip = m_roundTrips.messageReceived(time);
    else if (kind == Kind::Pong)
        message.roundTrip = m_roundTrips.pongReceived(data, time);
    append(std::move(message));
}

} // namespace windsock::chat
