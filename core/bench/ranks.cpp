// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/ranks.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace windsock::bench {

Ranks::Ranks(std::vector<std::uint32_t> values)
    : m_values(std::move(values))
    , m_count(m_values.size())
{
    std::sort(m_values.begin(), m_values.end());
}

Ranks::Ranks(const metrics::Histogram& histogram)
{
    for (const auto& bucket : histogram.buckets()) {
        m_count += bucket.count;
        m_steps.push_back({m_count, std::min(static_cast<std::int64_t>(bucket.to - 1), histogram.max().count())});
    }
    if (!m_steps.empty() && m_steps.front().last == 1)
        m_steps.front().value = histogram.min().count(); // the only one of its bucket, and known
}

std::int64_t Ranks::at(std::uint64_t rank) const
{
    if (rank == 0 || rank > m_count)
        return 0;
    if (!m_values.empty())
        return m_values[static_cast<std::size_t>(rank - 1)];
    return std::lower_bound(m_steps.begin(), m_steps.end(), rank,
                            [](const Step& step, std::uint64_t wanted) { return step.last < wanted; })
        ->value;
}

std::int64_t Ranks::percentile(double percent) const
{
    const double exact = percent / 100.0 * static_cast<double>(m_count);
    const double rank = std::ceil(exact - exact * 1e-12); // 99.9 % of 1,000 is 999
    return at(static_cast<std::uint64_t>(std::clamp(rank, 1.0, std::max(1.0, static_cast<double>(m_count)))));
}

namespace {

template <class Of>
Ranks ranks(const Run& run, const metrics::Histogram& histogram, Of of)
{
    if (run.samples.empty() || run.samples.size() < run.complete)
        return Ranks(histogram);
    std::vector<std::uint32_t> values;
    values.reserve(run.samples.size());
    std::transform(run.samples.begin(), run.samples.end(), std::back_inserter(values), of);
    return Ranks(std::move(values));
}

} // namespace

Ranks ranksOf(const Run& run)
{
    return ranks(run, run.latency, latencyOf);
}

Ranks serviceRanksOf(const Run& run)
{
    return ranks(run, run.service, [](const Sample& sample) { return sample.total; });
}

} // namespace windsock::bench
