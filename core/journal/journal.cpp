// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal.h"

#include <algorithm>

namespace windsock::journal {

namespace {

constexpr std::size_t pieceSize = 256; // pointers copied under one lock: some µs

} // namespace

Journal::Journal(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 1))
{
}

ExchangeId Journal::nextExchange()
{
    return {m_exchanges.fetch_add(1, std::memory_order_relaxed) + 1};
}

ConnectionId Journal::nextConnection()
{
    return {m_connections.fetch_add(1, std::memory_order_relaxed) + 1};
}

void Journal::append(std::shared_ptr<const Begun> begun)
{
    push(std::move(begun));
}

void Journal::append(std::shared_ptr<const Outcome> outcome)
{
    push(std::move(outcome));
}

void Journal::append(std::shared_ptr<const Line> line)
{
    push(std::move(line));
}

void Journal::note(Level level, Channel channel, std::string text, ExchangeId exchange)
{
    if (text.ends_with('\n'))
        text.pop_back();
    append(std::make_shared<const Line>(Line{exchange, WallClock::now(), level, channel, std::move(text)}));
}

void Journal::push(Event event)
{
    Event oldest; // destroyed after the lock: a record frees a dozen strings
    const std::lock_guard lock(m_mutex);
    m_events.push_back(std::move(event));
    if (m_events.size() <= m_capacity)
        return;
    oldest = std::move(m_events.front());
    m_events.pop_front();
    ++m_first;
}

Batch Journal::since(Cursor cursor, std::size_t max) const
{
    Batch batch;
    batch.cursor = cursor;
    while (copyPiece(batch, max)) {
    }
    return batch;
}

/// Whether there may be more. What writers dropped between two pieces is left for the next batch, which counts it.
bool Journal::copyPiece(Batch& batch, std::size_t max) const
{
    const std::size_t wanted = std::min(pieceSize, max - batch.events.size());
    if (batch.events.capacity() - batch.events.size() < wanted) // here, not under the lock
        batch.events.reserve(std::max(batch.events.size() + wanted, 2 * batch.events.capacity()));
    const std::lock_guard lock(m_mutex);
    const std::uint64_t end = m_first + m_events.size();
    std::uint64_t next = std::min(batch.cursor.next, end);
    if (next < m_first) {
        if (!batch.events.empty())
            return false;
        batch.dropped = m_first - next;
        next = m_first;
    }
    const std::size_t count = std::min<std::uint64_t>(wanted, end - next);
    const auto from = m_events.begin() + static_cast<std::ptrdiff_t>(next - m_first);
    batch.events.insert(batch.events.end(), from, from + static_cast<std::ptrdiff_t>(count));
    batch.cursor.next = next + count;
    return count == pieceSize && batch.events.size() < max;
}

Cursor Journal::end() const
{
    const std::lock_guard lock(m_mutex);
    return {m_first + m_events.size()};
}

} // namespace windsock::journal
