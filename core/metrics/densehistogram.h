// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DenseHistogram: the counters behind a running second. Recording is one increment; memory comes a power of two at a
// time (512 bytes), once, and is kept. Emptied into a Histogram when the second ends. A plain value; one thread at a
// time.
#pragma once

#include "core/metrics/histogram.h"

#include <array>
#include <memory>

namespace windsock::metrics {

class DenseHistogram
{
public:
    /// Negative values count as 0. Allocates only the first time that a power of two is hit.
    void record(std::chrono::microseconds value);
    bool empty() const { return m_count == 0; }
    /// What was recorded, in the same buckets.
    Histogram toHistogram() const;
    /// Forgets the counts, keeps the memory.
    void clear();

private:
    static constexpr std::size_t rowCount = 58; // Histogram::bucketOf(2^64 - 1) / 128 + 1

    struct Row
    {
        std::array<std::uint32_t, 128> counts{};
        bool hit = false;
    };

    std::array<std::unique_ptr<Row>, rowCount> m_rows;
    std::size_t m_cells = 0; // buckets that are not zero
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::uint64_t m_min = 0;
    std::uint64_t m_max = 0;
};

} // namespace windsock::metrics
