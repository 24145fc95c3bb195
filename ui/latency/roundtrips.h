// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RoundTrips: the chat's round-trip times (row C7), the newest of them, never mixed with HTTP's. GUI thread; owned by
// the console page.
#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <deque>

namespace windsock::ui {

class RoundTrips
{
public:
    struct Entry
    {
        Monotonic at; ///< when the reply came
        microseconds value;
    };

    explicit RoundTrips(std::size_t capacity = 200'000)
        : m_capacity(capacity)
    {
    }

    void add(Monotonic at, microseconds value);
    const std::deque<Entry>& entries() const { return m_entries; }
    bool empty() const { return m_entries.empty(); }

private:
    std::size_t m_capacity;
    std::deque<Entry> m_entries; ///< ascending by time
};

} // namespace windsock::ui
