// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RoundTrips: which received message answers which sent one, where that can be known: a pong its ping, a message the
// only one outstanding. Pure; lives on the client's thread; owned by the Recorder.
#pragma once

#include "core/base/clock.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::chat {

class RoundTrips
{
public:
    void clear();
    void messageSent(Monotonic at);
    /// Takes one off what is outstanding. Nothing unless exactly one was.
    std::optional<microseconds> messageReceived(Monotonic at);
    void pingSent(std::string_view payload, Monotonic at);
    /// Of the oldest unanswered ping with that payload; those before it count as answered too (RFC 6455 §5.5.3).
    std::optional<microseconds> pongReceived(std::string_view payload, Monotonic at);

private:
    struct Ping
    {
        std::string payload;
        Monotonic at;
    };

    std::deque<Monotonic> m_messages; // sent and not yet answered, oldest first
    std::deque<Ping> m_pings;
};

} // namespace windsock::chat
