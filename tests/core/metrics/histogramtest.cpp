// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Histogram and DenseHistogram against a sorted sample.
#include "core/metrics/histogram.h"
#include "core/metrics/densehistogram.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace std::chrono_literals;
using std::chrono::microseconds;
using windsock::metrics::DenseHistogram;
using windsock::metrics::Histogram;

namespace {

/// Latencies as they come: most around a millisecond, some far out.
std::vector<std::int64_t> someLatencies(std::size_t count, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> latency(7.0, 2.0);
    std::vector<std::int64_t> values(count);
    std::generate(values.begin(), values.end(), [&] { return std::int64_t(latency(random)); });
    return values;
}

std::int64_t nearestRank(const std::vector<std::int64_t>& sorted, double percent)
{
    const double rank = std::ceil(percent / 100.0 * double(sorted.size()) - 1e-6);
    return sorted[std::size_t(std::max(rank, 1.0)) - 1];
}

bool equal(const Histogram& a, const Histogram& b)
{
    const auto x = a.buckets();
    const auto y = b.buckets();
    return a.count() == b.count() && a.min() == b.min() && a.max() == b.max() && a.mean() == b.mean() &&
           std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto& p, const auto& q) {
               return p.from == q.from && p.to == q.to && p.count == q.count;
           });
}

} // namespace

class HistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyAtFirst()
    {
        const Histogram histogram;
        QVERIFY(histogram.empty());
        QCOMPARE(histogram.percentile(50).count(), 0);
        QCOMPARE(histogram.min().count(), 0);
        QCOMPARE(histogram.max().count(), 0);
        QCOMPARE(histogram.mean(), 0.0);
        QVERIFY(histogram.buckets().empty());
    }

    void bucketsHaveNoGap()
    {
        constexpr std::uint64_t top = std::uint64_t(std::numeric_limits<std::int64_t>::max());
        for (std::uint32_t bucket = 0; bucket <= Histogram::bucketOf(top); ++bucket) {
            const std::uint64_t from = Histogram::lowestOf(bucket);
            const std::uint64_t to = Histogram::lowestOf(bucket + 1);
            QVERIFY(from < to);
            QCOMPARE(Histogram::bucketOf(from), bucket);
            QCOMPARE(Histogram::bucketOf(to - 1), bucket);
            QVERIFY(to - from == 1 || (to - 1 - from) * 128 < from);
        }
        QCOMPARE(Histogram::lowestOf(256), std::uint64_t(256));
    }

    void percentilesAgreeWithTheSortedSample()
    {
        std::vector<std::int64_t> values = someLatencies(20'000, 1);
        Histogram histogram;
        for (const std::int64_t value : values)
            histogram.record(microseconds(value));
        std::sort(values.begin(), values.end());
        for (const double percent : {0.01, 1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 99.0, 99.9, 99.99, 100.0}) {
            const std::int64_t exact = nearestRank(values, percent);
            const std::int64_t found = histogram.percentile(percent).count();
            QVERIFY2(found >= exact, qPrintable(QString::number(percent)));
            QVERIFY2(double(found - exact) <= double(exact) / 128.0, qPrintable(QString::number(percent)));
            QVERIFY(exact >= 256 || found == exact);
        }
        QCOMPARE(histogram.percentile(0).count(), values.front());
        QCOMPARE(histogram.percentile(100).count(), values.back());
        QCOMPARE(histogram.mean(), double(std::accumulate(values.begin(), values.end(), std::int64_t(0))) / 20'000);
    }

    void rankIsNotPushedByBinaryFractions()
    {
        Histogram histogram;
        histogram.record(1us, 999);
        histogram.record(200us);
        QCOMPARE(histogram.percentile(99.9), 1us);
        QCOMPARE(histogram.percentile(99.91), 200us);
    }

    void mergedIsAsRecordedTogether()
    {
        const auto values = someLatencies(3'000, 2);
        Histogram all;
        std::array<Histogram, 3> parts;
        for (std::size_t i = 0; i < values.size(); ++i) {
            all.record(microseconds(values[i]));
            parts[i % 3].record(microseconds(values[i]));
        }
        Histogram merged;
        for (const Histogram& part : parts)
            merged.merge(part);
        merged.merge(Histogram());
        QVERIFY(equal(merged, all));
        merged.clear();
        QVERIFY(equal(merged, Histogram()));
    }

    void extremesStayInside()
    {
        Histogram histogram;
        histogram.record(-5us);
        histogram.record(microseconds::max());
        histogram.record(10us, 0);
        QCOMPARE(histogram.count(), std::uint64_t(2));
        QCOMPARE(histogram.min(), 0us);
        QCOMPARE(histogram.percentile(50), 0us);
        QCOMPARE(histogram.percentile(100), microseconds::max());
    }

    void denseIsTheSame()
    {
        const auto values = someLatencies(3'000, 3);
        DenseHistogram dense;
        for (int round = 0; round < 2; ++round) { // the second into memory that is there
            Histogram sparse;
            QVERIFY(dense.empty());
            for (const std::int64_t value : values) {
                sparse.record(microseconds(value + round));
                dense.record(microseconds(value + round));
            }
            dense.record(microseconds::max());
            sparse.record(microseconds::max());
            QVERIFY(equal(dense.toHistogram(), sparse));
            dense.clear();
            QVERIFY(equal(dense.toHistogram(), Histogram()));
        }
    }
};

WINDSOCK_TEST(HistogramTest)
#include "histogramtest.moc"
