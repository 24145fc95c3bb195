// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/roundtrips.h"

#include <algorithm>

namespace windsock::chat {

namespace {

// Among several, a message this old will not be answered any more; left in, it would blank every cell from then on.
constexpr std::chrono::seconds GivenUp{30};
constexpr std::size_t MaxPings = 1'000;

} // namespace

void RoundTrips::clear()
{
    m_messages.clear();
    m_pings.clear();
}

void RoundTrips::messageSent(Monotonic at)
{
    m_messages.push_back(at);
}

std::optional<microseconds> RoundTrips::messageReceived(Monotonic at)
{
    while (m_messages.size() > 1 && at - m_messages.front() > GivenUp)
        m_messages.pop_front();
    if (m_messages.empty())
        return std::nullopt;
    const bool only = m_messages.size() == 1;
    const Monotonic sent = m_messages.front();
    m_messages.pop_front();
    return only ? std::optional(elapsed(sent, at)) : std::nullopt;
}

void RoundTrips::pingSent(std::string_view payload, Monotonic at)
{
    if (m_pings.size() == MaxPings)
        m_pings.pop_front();
    m_pings.push_back({std::string(payload), at});
}

std::optional<microseconds> RoundTrips::pongReceived(std::string_view payload, Monotonic at)
{
    // Oldest first: pings of equal payload are answered in the order they were sent.
    const auto found =
        std::find_if(m_pings.begin(), m_pings.end(), [&](const Ping& ping) { return ping.payload == payload; });
    if (found == m_pings.end())
        return std::nullopt;
    const microseconds trip = elapsed(found->at, at);
    m_pings.erase(m_pings.begin(), found + 1);
    return trip;
}

} // namespace windsock::chat
