// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ring: the last so many of what happened, and of so many bytes, with running numbers. Writers append under a short
// lock, readers copy a piece at a time from where they stand. Any thread; owned by the Journal.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace windsock::journal {

/// Where a reader stands: the number of the next one it has not seen. 0 is the beginning.
struct Cursor
{
    std::uint64_t next = 0;
};

/// `T` is cheap to copy: a pointer, or some of them.
template <class T>
class Ring
{
public:
    /// The newest is kept however many bytes it has.
    explicit Ring(std::size_t capacity, std::size_t bytes = SIZE_MAX)
        : m_capacity(std::max<std::size_t>(capacity, 1))
        , m_mostBytes(bytes)
    {
    }

    void push(T item, std::size_t bytes = 0)
    {
        // Destroyed after the lock, for a record frees a dozen strings. More than one goes but rarely.
        Entry oldest;
        std::vector<Entry> others;
        const std::lock_guard lock(m_mutex);
        m_items.push_back({std::move(item), bytes});
        m_bytes += bytes;
        if (isFull())
            oldest = takeFirst();
        while (isFull())
            others.push_back(takeFirst());
    }

    /// Appends at most `max` items from the cursor on to `items`, and moves the cursor; a few hundred are copied under
    /// one lock, so that no writer waits long. Returns how many had left the ring before this reader came for them. A
    /// cursor from beyond the end counts as the end.
    std::uint64_t since(Cursor& cursor, std::size_t max, std::vector<T>& items) const
    {
        std::uint64_t dropped = 0;
        while (copyPiece(cursor, max, items, dropped)) {
        }
        return dropped;
    }

    Cursor end() const
    {
        const std::lock_guard lock(m_mutex);
        return {m_first + m_items.size()};
    }

private:
    struct Entry
    {
        T item;
        std::size_t bytes = 0;
    };

    bool isFull() const { return m_items.size() > m_capacity || (m_bytes > m_mostBytes && m_items.size() > 1); }

    Entry takeFirst()
    {
        Entry entry = std::move(m_items.front());
        m_items.pop_front();
        m_bytes -= entry.bytes;
        ++m_first;
        return entry;
    }

    static constexpr std::size_t pieceSize = 256; // copied under one lock: some µs

    /// Whether there may be more. What writers dropped between two pieces is left for the next batch, which counts it.
    bool copyPiece(Cursor& cursor, std::size_t max, std::vector<T>& items, std::uint64_t& dropped) const
    {
        const std::size_t wanted = std::min(pieceSize, max - items.size());
        if (items.capacity() - items.size() < wanted) // here, not under the lock
            items.reserve(std::max(items.size() + wanted, 2 * items.capacity()));
        const std::lock_guard lock(m_mutex);
        const std::uint64_t end = m_first + m_items.size();
        std::uint64_t next = std::min(cursor.next, end);
        if (next < m_first) {
            if (!items.empty())
                return false;
            dropped = m_first - next;
            next = m_first;
        }
        const std::size_t count = std::min<std::uint64_t>(wanted, end - next);
        auto from = m_items.begin() + static_cast<std::ptrdiff_t>(next - m_first);
        for (std::size_t i = 0; i < count; ++i, ++from)
            items.push_back(from->item);
        cursor.next = next + count;
        return count == pieceSize && items.size() < max;
    }

    const std::size_t m_capacity;
    const std::size_t m_mostBytes;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_items; // guarded by m_mutex
    std::size_t m_bytes = 0;   // of them all; guarded by m_mutex
    std::uint64_t m_first = 0; // number of m_items.front(); guarded by m_mutex
};

} // namespace windsock::journal
