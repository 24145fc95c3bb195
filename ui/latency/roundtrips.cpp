// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/roundtrips.h"

namespace windsock::ui {

void RoundTrips::add(Monotonic at, microseconds value)
{
    m_entries.push_back({at, value});
    if (m_entries.size() > m_capacity)
        m_entries.pop_front();
}

} // namespace windsock::ui
