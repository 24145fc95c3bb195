// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ranks: the latencies of a run in ascending order, asked for by their place: from every sample where all were kept,
// otherwise from the histogram. A plain value, for any thread.
#pragma once

#include "core/bench/run.h"

namespace windsock::bench {

class Ranks
{
public:
    explicit Ranks(std::vector<std::uint32_t> values);
    /// A value is its bucket's top, at most the greatest: never too low, at most 0.8 % too high.
    explicit Ranks(const metrics::Histogram& histogram);

    std::uint64_t count() const { return m_count; }
    /// µs of the one at `rank`, 1 to count(). 0 when there is none.
    std::int64_t at(std::uint64_t rank) const;
    /// µs that `percent` (0 to 100) of them do not exceed, by nearest rank. 0 when there is none.
    std::int64_t percentile(double percent) const;

private:
    struct Step
    {
        std::uint64_t last; ///< rank
        std::int64_t value;
    };
    std::vector<std::uint32_t> m_values; // one a rank; or empty, and then:
    std::vector<Step> m_steps;           // ascending, one a bucket
    std::uint64_t m_count = 0;
};

/// Of the latencies: from every sample when the run has them all, otherwise from its histogram.
Ranks ranksOf(const Run& run);
/// The same of the times from the true send.
Ranks serviceRanksOf(const Run& run);

} // namespace windsock::bench
