// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/gaugehistory.h"

namespace windsock::ui {

namespace {

constexpr std::size_t fineMost = 620;
constexpr std::size_t coarseMost = 8'700;
constexpr std::chrono::seconds coarseStep{10};
constexpr std::chrono::minutes fineWindow{10};

} // namespace

void GaugeHistory::add(Monotonic at, const metrics::Gauges& gauges)
{
    m_fine.push_back({at, gauges});
    if (m_fine.size() > fineMost)
        m_fine.pop_front();
    if (!m_coarse.empty() && at - m_coarse.back().at < coarseStep)
        return;
    m_coarse.push_back({at, gauges});
    if (m_coarse.size() > coarseMost)
        m_coarse.pop_front();
}

const std::deque<GaugeHistory::Entry>& GaugeHistory::entries(std::chrono::seconds window) const
{
    return window <= fineWindow ? m_fine : m_coarse;
}

} // namespace windsock::ui
