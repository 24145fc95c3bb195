// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/histogramjson.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace windsock::bench {

namespace {

using metrics::Histogram;
using Buckets = std::vector<Histogram::Bucket>;

constexpr std::int64_t most = std::int64_t(1) << 46; // µs, and counts: two years, and over a day of a million a second

/// A whole number from 0 to `most`, or nothing.
std::optional<std::int64_t> wholeFrom(const QJsonValue& value)
{
    const std::int64_t number = value.toInteger(-1);
    return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<Histogram::Bucket> bucketFrom(const QJsonArray& triple)
{
    const auto from = wholeFrom(triple.at(0));
    const auto to = wholeFrom(triple.at(1));
    const auto count = wholeFrom(triple.at(2));
    if (triple.size() != 3 || !from || !to || !count || *count == 0)
        return {};
    const std::uint64_t low = static_cast<std::uint64_t>(*from);
    const std::uint32_t bucket = Histogram::bucketOf(low);
    const Histogram::Bucket result{low, static_cast<std::uint64_t>(*to), static_cast<std::uint64_t>(*count)};
    if (Histogram::lowestOf(bucket) != result.from || Histogram::lowestOf(bucket + 1) != result.to)
        return {};
    return result;
}

/// Ascending, or nothing.
std::optional<Buckets> bucketsFrom(const QJsonArray& array)
{
    Buckets buckets;
    for (const auto& value : array) {
        const auto bucket = bucketFrom(value.toArray());
        if (!bucket || (!buckets.empty() && bucket->from < buckets.back().to))
            return {};
        buckets.push_back(*bucket);
    }
    return buckets;
}

bool holds(const Histogram::Bucket& bucket, std::int64_t value)
{
    return bucket.from <= static_cast<std::uint64_t>(value) && static_cast<std::uint64_t>(value) < bucket.to;
}

/// Fills buckets so that the sum comes out: each value begins at its bucket's lowest place, and what is then missing
/// from the sum lifts one after the other to its highest.
class Filler
{
public:
    Filler(std::int64_t least, std::int64_t greatest)
        : m_least(static_cast<std::uint64_t>(least))
        , m_greatest(static_cast<std::uint64_t>(greatest))
    {
    }

    Histogram fill(Buckets buckets, double sum)
    {
        take(buckets.front(), m_least);
        if (m_histogram.count() + remaining(buckets) > 1)
            take(buckets.back(), m_greatest);
        double missing = sum - m_sum;
        for (const auto& bucket : buckets)
            missing -= static_cast<double>(lowest(bucket)) * static_cast<double>(bucket.count);
        for (const auto& bucket : buckets)
            missing -= lift(bucket, std::max(missing, 0.0));
        return std::move(m_histogram);
    }

private:
    std::uint64_t lowest(const Histogram::Bucket& bucket) const { return std::max(bucket.from, m_least); }
    std::uint64_t highest(const Histogram::Bucket& bucket) const { return std::min(bucket.to - 1, m_greatest); }

    static std::uint64_t remaining(const Buckets& buckets)
    {
        std::uint64_t count = 0;
        for (const auto& bucket : buckets)
            count += bucket.count;
        return count;
    }

    void put(std::uint64_t value, std::uint64_t times)
    {
        m_histogram.record(std::chrono::microseconds(static_cast<std::int64_t>(value)), times);
    }

    void take(Histogram::Bucket& bucket, std::uint64_t value)
    {
        put(value, 1);
        m_sum += static_cast<double>(value);
        --bucket.count;
    }

    /// Records a bucket's values; how much of `missing` they have taken.
    double lift(const Histogram::Bucket& bucket, double missing)
    {
        const std::uint64_t low = lowest(bucket);
        const std::uint64_t room = highest(bucket) - low;
        const double all = static_cast<double>(room) * static_cast<double>(bucket.count);
        if (missing >= all) {
            put(low + room, bucket.count);
            return all;
        }
        const auto whole = std::min(static_cast<std::uint64_t>(missing / static_cast<double>(room)), bucket.count - 1);
        const auto rest = static_cast<std::uint64_t>(missing - static_cast<double>(whole) * static_cast<double>(room));
        put(low + room, whole);
        put(low + rest, 1);
        put(low, bucket.count - whole - 1);
        return missing;
    }

    std::uint64_t m_least;
    std::uint64_t m_greatest;
    double m_sum = 0;
    Histogram m_histogram;
};

} // namespace

QJsonObject toJsonObject(const Histogram& histogram)
{
    QJsonArray buckets;
    for (const auto& bucket : histogram.buckets())
        buckets.append(QJsonArray{static_cast<qint64>(bucket.from), static_cast<qint64>(bucket.to),
                                  static_cast<qint64>(bucket.count)});
    return {{QStringLiteral("count"), static_cast<qint64>(histogram.count())},
            {QStringLiteral("min"), static_cast<qint64>(histogram.min().count())},
            {QStringLiteral("max"), static_cast<qint64>(histogram.max().count())},
            {QStringLiteral("sum"), std::round(histogram.mean() * static_cast<double>(histogram.count()))},
            {QStringLiteral("buckets"), buckets}};
}

std::optional<Histogram> histogramFrom(const QJsonObject& object)
{
    const auto buckets = bucketsFrom(object.value(QStringLiteral("buckets")).toArray());
    const auto count = wholeFrom(object.value(QStringLiteral("count")));
    const auto least = wholeFrom(object.value(QStringLiteral("min")));
    const auto greatest = wholeFrom(object.value(QStringLiteral("max")));
    const double sum = object.value(QStringLiteral("sum")).toDouble(-1);
    if (!buckets || !count || !least || !greatest || !(sum >= 0) || *least > *greatest)
        return {};
    if (buckets->empty())
        return *count == 0 ? std::optional<Histogram>(Histogram()) : std::nullopt;
    if (!holds(buckets->front(), *least) || !holds(buckets->back(), *greatest))
        return {};
    Histogram histogram = Filler(*least, *greatest).fill(*buckets, sum);
    const bool agrees = histogram.count() == static_cast<std::uint64_t>(*count) && histogram.min().count() == *least &&
                        histogram.max().count() == *greatest;
    return agrees ? std::optional(std::move(histogram)) : std::nullopt;
}

} // namespace windsock::bench
