// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/densehistogram.h"

#include <algorithm>

namespace windsock::metrics {

void DenseHistogram::record(std::chrono::microseconds value)
{
    const std::uint64_t us = value.count() > 0 ? static_cast<std::uint64_t>(value.count()) : 0;
    const std::uint32_t bucket = Histogram::bucketOf(us);
    std::unique_ptr<Row>& row = m_rows[bucket / 128];
    if (!row)
        row = std::make_unique<Row>();
    row->hit = true;
    if (row->counts[bucket % 128]++ == 0)
        ++m_cells;
    m_min = m_count == 0 ? us : std::min(m_min, us);
    m_max = std::max(m_max, us);
    ++m_count;
    m_sum += us;
}

Histogram DenseHistogram::toHistogram() const
{
    Histogram result;
    result.m_cells.reserve(m_cells);
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        if (!m_rows[r] || !m_rows[r]->hit)
            continue;
        for (std::size_t i = 0; i < 128; ++i) {
            if (const std::uint32_t count = m_rows[r]->counts[i])
                result.m_cells.push_back({(r * 128 + i) & 0xffffu, count});
        }
    }
    result.m_count = m_count;
    result.m_sum = m_sum;
    result.m_min = m_min;
    result.m_max = m_max;
    return result;
}

void DenseHistogram::clear()
{
    for (const std::unique_ptr<Row>& row : m_rows) {
        if (row && row->hit)
            *row = Row();
    }
    m_cells = 0;
    m_count = m_sum = m_min = m_max = 0;
}

} // namespace windsock::metrics
