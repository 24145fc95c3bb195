// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal.h"

namespace windsock::journal {

namespace {

// Heads and remarks, which BodyStore's budget does not count.
constexpr std::size_t mostBytes = 512 << 20;
constexpr std::size_t mostFrameBytes = 64 << 20; // a part of BodyStore's budget, which requests need too
constexpr std::size_t longestText = 64 * 1024;   // of a remark: a WebSocket's message of 10 MiB is no line to read

/// Cut where a character begins.
void shorten(std::string& text)
{
    if (text.size() <= longestText)
        return;
    std::size_t end = longestText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    const std::size_t rest = text.size() - end;
    text.resize(end);
    text.shrink_to_fit();
    text += " … (" + std::to_string(rest) + " bytes more)";
}

} // namespace

Journal::Journal(std::size_t capacity, std::size_t frames)
    : m_events(capacity, mostBytes)
    , m_frames(frames, mostFrameBytes)
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
    const std::size_t bytes = sizeof *begun + begun->request.target.size() + begun->request.headers.textSize();
    m_events.push(std::move(begun), bytes);
}

void Journal::append(std::shared_ptr<const Outcome> outcome)
{
    const std::size_t bytes = sizeof *outcome + outcome->response.headers.textSize();
    m_events.push(std::move(outcome), bytes);
}

void Journal::append(std::shared_ptr<const Line> line)
{
    const std::size_t bytes = sizeof *line + line->text.size();
    m_events.push(std::move(line), bytes);
}

void Journal::append(std::shared_ptr<const Frame> frame)
{
    const std::size_t bytes = sizeof *frame + frame->payload.text().size();
    m_frames.push(std::move(frame), bytes);
}

void Journal::note(Level level, Channel channel, std::string text, ExchangeId exchange)
{
    if (text.ends_with('\n'))
        text.pop_back();
    shorten(text);
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
