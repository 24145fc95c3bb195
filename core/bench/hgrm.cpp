// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/hgrm.h"

#include "core/bench/decimals.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace windsock::bench {

namespace {

using metrics::Histogram;

constexpr double ticksPerHalfDistance = 5;
constexpr std::int64_t subBuckets = 256; // HdrHistogram's name for them; half of each row but the first is in use

void addRow(std::string& text, double ms, double percentile, std::uint64_t count)
{
    text += fixed(ms, 3, 12) + ' ' + fixed(percentile / 100, 6, 12) + ' ' +
            whole(static_cast<std::int64_t>(count), 12) + ' ' + fixed(1 / (1 - percentile / 100), 2, 12) + '\n';
}

/// The next one to tell: the nearer to 100 %, the closer.
double nextPercentile(double percentile)
{
    const double halvings = std::floor(std::log(100 / (100 - percentile)) / std::log(2.0)) + 1;
    return percentile + 100 / (ticksPerHalfDistance * std::pow(2.0, halvings));
}

double topInMs(const Histogram::Bucket& bucket)
{
    return static_cast<double>(bucket.to - 1) / 1000;
}

double middleOf(const Histogram::Bucket& bucket)
{
    const std::uint64_t half = (bucket.to - bucket.from) / 2; // whole, as HdrHistogram has it
    return static_cast<double>(bucket.from + half);
}

void addRows(std::string& text, const std::vector<Histogram::Bucket>& buckets, std::uint64_t total)
{
    double percentile = 0;
    std::uint64_t count = 0;
    for (const auto& bucket : buckets) {
        count += bucket.count;
        const double reached = 100.0 * static_cast<double>(count) / static_cast<double>(total);
        while (percentile <= reached) {
            addRow(text, topInMs(bucket), percentile, count);
            percentile = nextPercentile(percentile);
            if (count == total) // the last bucket has this one row, and that of 100 %
                break;
        }
    }
    addRow(text, buckets.empty() ? 0 : topInMs(buckets.back()), 100, total);
}

struct Moments
{
    double mean = 0;
    double deviation = 0;
};

Moments momentsOf(const std::vector<Histogram::Bucket>& buckets, std::uint64_t total)
{
    Moments moments;
    if (total == 0)
        return moments;
    for (const auto& bucket : buckets)
        moments.mean += middleOf(bucket) * static_cast<double>(bucket.count);
    moments.mean /= static_cast<double>(total);
    for (const auto& bucket : buckets)
        moments.deviation += std::pow(middleOf(bucket) - moments.mean, 2) * static_cast<double>(bucket.count);
    moments.deviation = std::sqrt(moments.deviation / static_cast<double>(total));
    return moments;
}

/// One for the first 256 values (8 bits), and one for each power of two above them that the greatest value needs.
std::int64_t rowsFor(std::int64_t greatest)
{
    return std::bit_width(static_cast<std::uint64_t>(std::max(greatest, subBuckets - 1))) - 7;
}

} // namespace

std::string toHgrm(const Histogram& histogram)
{
    const auto buckets = histogram.buckets();
    const std::uint64_t total = histogram.count();
    std::string text = "       Value   Percentile   TotalCount 1/(1-Percentile)\n\n";
    addRows(text, buckets, total);
    const Moments moments = momentsOf(buckets, total);
    const double greatest = buckets.empty() ? 0 : topInMs(buckets.back());
    text += "#[Mean    = " + fixed(moments.mean / 1000, 3, 12) +
            ", StdDeviation   = " + fixed(moments.deviation / 1000, 3, 12) + "]\n";
    text += "#[Max     = " + fixed(greatest, 3, 12) +
            ", Total count    = " + whole(static_cast<std::int64_t>(total), 12) + "]\n";
    text += "#[Buckets = " + whole(rowsFor(histogram.max().count()), 12) +
            ", SubBuckets     = " + whole(subBuckets, 12) + "]\n";
    return text;
}

} // namespace windsock::bench
