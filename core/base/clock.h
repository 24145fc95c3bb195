// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two clocks: Monotonic measures, Wall is shown. Every record of a run uses the same monotonic clock,
// so that a client's and a server's times can be laid on one line. Plain values, for any thread.
#pragma once

#include <chrono>

namespace windsock {

using MonotonicClock = std::chrono::steady_clock;
using WallClock = std::chrono::system_clock;
using Monotonic = MonotonicClock::time_point; ///< ns; its epoch means nothing
using Wall = WallClock::time_point;           ///< UTC
using std::chrono::microseconds;

/// Whole µs from `from` to `to`; 0 when either is unset or they are the wrong way round.
inline microseconds elapsed(Monotonic from, Monotonic to)
{
    if (from == Monotonic() || to <= from)
        return microseconds(0);
    return std::chrono::duration_cast<microseconds>(to - from);
}

} // namespace windsock
