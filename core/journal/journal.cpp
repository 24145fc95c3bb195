// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal.h"

namespace windsock::journal {

Journal::Journal(std::size_t capacity, std::size_t frames)
    : m_events(capacity)
    , m_frames(frames)
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
    m_events.push(std::move(begun));
}

void Journal::append(std::shared_ptr<const Outcome> outcome)
{
    m_events.push(std::move(outcome));
}

void Journal::append(std::shared_ptr<const Line> line)
{
    m_events.push(std::move(line));
}

void Journal::append(std::shared_ptr<const Frame> frame)
{
    m_frames.push(std::move(frame));
}

void Journal::note(Level level, Channel channel, std::string text, ExchangeId exchange)
{
    if (text.ends_with('\n'))
        text.pop_back();
    append(std::make_shared<const Line>(Line{exchange, WallClock::now(), level, channel, std::move(text)}));
}

Batch Journal::since(Cursor cursor, std::size_t max) const
{
    Batch batch;
    batch.dropped = m_events.since(cursor, max, batch.events);
    batch.cursor = cursor;
    return batch;
}

FrameBatch Journal::framesSince(Cursor cursor, std::size_t max) const
{
    FrameBatch batch;
    batch.dropped = m_frames.since(cursor, max, batch.frames);
    batch.cursor = cursor;
    return batch;
}

Cursor Journal::end() const
{
    return m_events.end();
}

} // namespace windsock::journal
