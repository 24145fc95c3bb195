// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// GaugeHistory: what the gauges showed, once a second for ten minutes, then every ten seconds for a day. GUI thread;
// owned by the latency pane.
#pragma once

#include "core/metrics/metrics.h"

#include <deque>

namespace windsock::ui {

class GaugeHistory
{
public:
    struct Entry
    {
        Monotonic at;
        metrics::Gauges gauges;
    };

    /// Called about once a second.
    void add(Monotonic at, const metrics::Gauges& gauges);
    /// Oldest first; fine for windows up to ten minutes, coarse beyond.
    const std::deque<Entry>& entries(std::chrono::seconds window) const;

private:
    std::deque<Entry> m_fine;
    std::deque<Entry> m_coarse;
};

} // namespace windsock::ui
