// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/schedule.h"

#include <algorithm>
#include <cmath>

namespace windsock::bench {

Schedule::Schedule(std::uint64_t requests, double rate, Monotonic start)
    : m_requests(requests)
    , m_rate(rate)
    , m_start(start)
{
}

Monotonic Schedule::next() const
{
    if (m_rate <= 0)
        return m_start;
    return m_start + std::chrono::nanoseconds(std::llround(static_cast<double>(m_taken) / m_rate * 1e9));
}

Monotonic Schedule::take(Monotonic now)
{
    const Monotonic when = m_rate > 0 ? next() : now;
    ++m_taken;
    return when;
}

std::uint64_t Schedule::overdue(Monotonic now) const
{
    if (m_rate <= 0 || now < m_start)
        return 0;
    auto wanted = static_cast<std::uint64_t>(std::chrono::duration<double>(now - m_start).count() * m_rate) + 1;
    if (m_requests != 0)
        wanted = std::min(wanted, m_requests);
    return wanted > m_taken ? wanted - m_taken : 0;
}

} // namespace windsock::bench
