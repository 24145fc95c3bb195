// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/bodylease.h"

#include <algorithm>

namespace windsock::journal {

std::size_t BodyLease::take(std::size_t wanted)
{
    if (!m_budget || wanted == 0)
        return 0;
    std::ptrdiff_t left = m_budget->load(std::memory_order_relaxed);
    std::ptrdiff_t taken = 0;
    do {
        taken = std::min(static_cast<std::ptrdiff_t>(wanted), std::max<std::ptrdiff_t>(left, 0));
        if (taken == 0)
            return 0;
    } while (!m_budget->compare_exchange_weak(left, left - taken, std::memory_order_relaxed));
    m_bytes += taken;
    return static_cast<std::size_t>(taken);
}

} // namespace windsock::journal
