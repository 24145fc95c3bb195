// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Schedule: when the next request should begin. Pure; the Loader's.
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>

namespace windsock::bench {

class Schedule
{
public:
    Schedule() = default;
    /// `requests` of them, 0 without end; `rate` a second from `start` on, 0 each as soon as it can.
    Schedule(std::uint64_t requests, double rate, Monotonic start);

    bool exhausted() const { return m_requests != 0 && m_taken == m_requests; }
    /// The time of the next one; of a closed loop always past. Not when exhausted.
    Monotonic next() const;
    /// Whether one should begin by now.
    bool due(Monotonic now) const { return !exhausted() && next() <= now; }
    /// Takes the next one: its intended time, in a closed loop `now`.
    Monotonic take(Monotonic now);
    /// How many should have begun by `now` and have not been taken; of a closed loop 0.
    std::uint64_t overdue(Monotonic now) const;

private:
    std::uint64_t m_requests = 0;
    std::uint64_t m_taken = 0;
    double m_rate = 0;
    Monotonic m_start;
};

} // namespace windsock::bench
