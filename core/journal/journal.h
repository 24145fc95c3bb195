// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Journal: the one place where things are remembered. A bounded ring of immutable events with running numbers; writers
// append under a short lock and signal nobody, readers pull with a cursor at their own pace. Any thread; owned by
// Runtime.
#pragma once

#include "core/journal/records.h"
#include "core/journal/ring.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

namespace windsock::journal {

using Event = std::variant<std::shared_ptr<const Begun>, std::shared_ptr<const Outcome>, std::shared_ptr<const Line>>;

struct Batch
{
    std::vector<Event> events; ///< in the order they happened
    Cursor cursor;             ///< give this to the next since()
    std::uint64_t dropped = 0; ///< events that left the ring before this reader came for them
};

struct FrameBatch
{
    std::vector<std::shared_ptr<const Frame>> frames; ///< in the order they happened
    Cursor cursor;                                    ///< give this to the next framesSince()
    std::uint64_t dropped = 0;                        ///< as in Batch
};

class Journal
{
public:
    /// Keeps the last `capacity` events (an HTTP exchange is two, a WebSocket three, each remark one), and so many
    /// frames of WebSockets, which have a ring of their own: a talkative one is not to push requests out.
    explicit Journal(std::size_t capacity = 300'000, std::size_t frames = 200'000);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    ExchangeId nextExchange();
    ConnectionId nextConnection();

    void append(std::shared_ptr<const Begun> begun);
    void append(std::shared_ptr<const Outcome> outcome);
    void append(std::shared_ptr<const Line> line);
    void append(std::shared_ptr<const Frame> frame);
    /// A remark made now. The text's last newline is taken off; of more than 64 KiB the rest is left out, and it says
    /// so.
    void note(Level level, Channel channel, std::string text, ExchangeId exchange = {});

    /// At most `max` events from the cursor on, or fewer; none when there is none.
    Batch since(Cursor cursor, std::size_t max) const;
    FrameBatch framesSince(Cursor cursor, std::size_t max) const;
    /// Behind the newest event: a reader that starts here sees only what is to come.
    Cursor end() const;

private:
    std::atomic<std::uint64_t> m_exchanges{0};
    std::atomic<std::uint64_t> m_connections{0};
    Ring<Event> m_events;
    Ring<std::shared_ptr<const Frame>> m_frames;
};

} // namespace windsock::journal
