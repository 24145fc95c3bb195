// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorder: writes what a session does into the conversation, with times and round trips, and keeps the chat's state.
// Lives on the client's thread (state() is for any); owned by the ChatClient.
#pragma once

#include "core/chat/chatclient.h"
#include "core/chat/roundtrips.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::chat {

class Recorder
{
public:
    const Conversation& conversation() const { return m_conversation; }
    ChatState state() const { return m_state; }
    void setState(ChatState state) { m_state = state; }
    /// Called after each append and when the state becomes Closed. Set before the thread runs.
    void setNotify(std::function<void()> notify) { m_notify = std::move(notify); }

    void opened(std::string what);
    void refused(std::string why, std::optional<http::ResponseHead> response = {}, std::string body = {});
    /// `why` empty: a close frame's row has said it.
    void closed(std::string why = {});
    /// A message or control frame. Of a Close, `code` and `data` (its reason).
    void sent(Kind kind, std::string_view data, Monotonic time, std::uint16_t code = 0);
    void received(Kind kind, std::string_view data, Monotonic time, std::uint16_t code = 0);

private:
    void append(Message message, std::optional<ChatState> after = {});

    Conversation m_conversation;
    RoundTrips m_roundTrips;
    std::function<void()> m_notify;
    std::atomic<ChatState> m_state{ChatState::Closed};
};

} // namespace windsock::chat
