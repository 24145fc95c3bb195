// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Journal: the one place where things are remembered. A bounded ring of immutable events with running numbers; writers
// append under a short lock and signal nobody, readers pull with a cursor at their own pace. Any thread; owned by
// Runtime.
#pragma once

#include "core/journal/records.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace windsock::journal {

using Event = std::variant<std::shared_ptr<const Begun>, std::shared_ptr<const Outcome>, std::shared_ptr<const Line>>;

/// Where a reader stands: the number of the next event it has not seen. 0 is the beginning.
struct Cursor
{
    std::uint64_t next = 0;
};

struct Batch
{
    std::vector<Event> events; ///< in the order they happened
    Cursor cursor;             ///< give this to the next since()
    std::uint64_t dropped = 0; ///< events that left the ring before this reader came for them
};

class Journal
{
public:
    /// Keeps the last `capacity` events; an HTTP exchange is two, a WebSocket three, each remark one.
    explicit Journal(std::size_t capacity = 300'000);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    ExchangeId nextExchange();
    ConnectionId nextConnection();

    void append(std::shared_ptr<const Begun> begun);
    void append(std::shared_ptr<const Outcome> outcome);
    void append(std::shared_ptr<const Line> line);
    /// A remark made now. The text's last newline is taken off.
    void note(Level level, Channel channel, std::string text, ExchangeId exchange = {});

    /// At most `max` events from the cursor on, or fewer; none when there is none. Pointers are copied, a few hundred
    /// under one lock, so that no writer waits long. A cursor from beyond the end counts as the end.
    Batch since(Cursor cursor, std::size_t max) const;
    /// Behind the newest event: a reader that starts here sees only what is to come.
    Cursor end() const;

private:
    void push(Event event);
    bool copyPiece(Batch& batch, std::size_t max) const;

    const std::size_t m_capacity;
    std::atomic<std::uint64_t> m_exchanges{0};
    std::atomic<std::uint64_t> m_connections{0};
    mutable std::mutex m_mutex;
    std::deque<Event> m_events; // guarded by m_mutex
    std::uint64_t m_first = 0;  // number of m_events.front(); guarded by m_mutex
};

} // namespace windsock::journal
