// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Histogram: an HDR histogram of µs, kept sparse. Values below 256 µs are exact; above, 128 buckets a power of two, so
// a percentile is never too low and at most 1/128 (0.8 %) too high. Merging adds counts: a percentile over a minute is
// the percentile of its requests, never an average of averages. A plain value; one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace windsock::metrics {

class Histogram
{
public:
    /// Negative values count as 0. Costs a binary search, and a shift of the cells when the bucket is new.
    void record(std::chrono::microseconds value, std::uint64_t times = 1);
    void merge(const Histogram& other);
    void clear();

    std::uint64_t count() const { return m_count; }
    bool empty() const { return m_count == 0; }
    /// Exact, not rounded to a bucket. 0 when empty.
    std::chrono::microseconds min() const;
    std::chrono::microseconds max() const;
    double mean() const; ///< µs, exact
    /// The value that `percent` (0 to 100) of the recorded ones do not exceed, by nearest rank: the top of its bucket,
    /// at most max(). 0 gives min(), 100 max(), both exact. 0 when empty.
    std::chrono::microseconds percentile(double percent) const;

    /// One bucket that was hit: values in [from, to) µs, `count` of them.
    struct Bucket
    {
        std::uint64_t from;
        std::uint64_t to;
        std::uint64_t count;
    };
    std::vector<Bucket> buckets() const; ///< ascending

    /// The bucket that holds `value` µs; buckets count from 0 without a gap.
    static std::uint32_t bucketOf(std::uint64_t value);
    /// The lowest value (µs) of a bucket; that of the next one is its end.
    static std::uint64_t lowestOf(std::uint32_t bucket);

private:
    friend class DenseHistogram;

    struct Cell // 8 bytes: 65,536 buckets are more than 2^63 µs need, and 2^48 counts more than a day brings
    {
        std::uint64_t bucket : 16;
        std::uint64_t count : 48;
    };

    std::vector<Cell> m_cells; // ascending by bucket
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::uint64_t m_min = 0;
    std::uint64_t m_max = 0;
};

} // namespace windsock::metrics
