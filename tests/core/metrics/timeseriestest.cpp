// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TimeSeries on an artificial clock.
#include "core/metrics/timeseries.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::metrics;

namespace {

Monotonic at(std::int64_t second)
{
    return Monotonic(std::chrono::seconds(second)) + 250ms;
}

std::uint64_t requestsIn(const std::vector<TimeSeries::Entry>& entries)
{
    std::uint64_t sum = 0;
    for (const TimeSeries::Entry& entry : entries)
        sum += entry.tally->requests;
    return sum;
}

std::vector<TimeSeries::Entry> everything(const TimeSeries& series, Resolution resolution)
{
    return series.entries(resolution, -1'000'000, 1'000'000);
}

} // namespace

class TimeSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRunningSecondIsThere()
    {
        TimeSeries series;
        series.record(5us, 0us, false, at(100));
        series.record(7us, 3us, true, at(100));
        for (const Resolution resolution : {Resolution::Second, Resolution::TenSeconds, Resolution::Minute}) {
            const auto entries = everything(series, resolution);
            QCOMPARE(entries.size(), std::size_t(1));
            QCOMPARE(entries.front().step, stepNumber(at(100), resolution));
            QCOMPARE(entries.front().tally->requests, std::uint64_t(2));
            QCOMPARE(entries.front().tally->errors, std::uint64_t(1));
            QCOMPARE(entries.front().tally->latency.max(), 7us);
            QCOMPARE(entries.front().tally->service.count(), std::uint64_t(1));
        }
        QVERIFY(series.entries(Resolution::Second, 0, 99).empty());
        QVERIFY(series.entries(Resolution::Second, 101, 200).empty());
    }

    /// 25 hours, one request a second whose latency names it: each resolution keeps its span, and nothing twice.
    void foldsOverADay()
    {
        constexpr std::int64_t start = 1'000'003;
        constexpr std::int64_t seconds = 25 * 3'600;
        TimeSeries series;
        for (std::int64_t i = 0; i < seconds; ++i)
            series.record(microseconds(i % 200), microseconds(1), i % 100 == 0, at(start + i));
        const std::int64_t now = start + seconds - 1;
        const std::array<std::int64_t, 3> steps{1, 10, 60};
        const std::array<std::int64_t, 3> spans{600, 7'200, 86'400};
        for (std::size_t r = 0; r < steps.size(); ++r) {
            const std::int64_t last = now / steps[r];
            const std::int64_t first = last - spans[r] / steps[r] + 1;
            const auto entries = series.entries(static_cast<Resolution>(r), first, last);
            QCOMPARE(requestsIn(entries), std::uint64_t(now - first * steps[r] + 1));
            for (const TimeSeries::Entry& entry : entries) {
                QVERIFY(entry.step >= first && entry.step <= last);
                QCOMPARE(entry.tally->latency.count(), entry.tally->requests);
                QCOMPARE(entry.tally->service.count(), entry.tally->requests);
            }
            // Whole steps only: the one that runs has its last second apart.
            QCOMPARE(entries.front().tally->requests, std::uint64_t(steps[r]));
            const auto kept = series.entries(static_cast<Resolution>(r), 0, last);
            QVERIFY(std::int64_t(kept.size()) <= spans[r] / steps[r] + 2);
        }
    }

    void aPastSecondIsNotLost()
    {
        TimeSeries series;
        series.record(1us, 0us, false, at(1'000));
        series.record(2us, 0us, false, at(1'001));
        series.record(3us, 0us, true, at(1'000)); // sealed already
        series.record(4us, 2us, false, at(998));  // never seen
        series.record(5us, 0us, false, at(1'001));
        const auto entries = everything(series, Resolution::Second);
        QCOMPARE(entries.size(), std::size_t(3));
        QCOMPARE(entries[0].step, std::int64_t(998));
        QCOMPARE(entries[1].tally->requests, std::uint64_t(2));
        QCOMPARE(entries[1].tally->errors, std::uint64_t(1));
        QCOMPARE(entries[1].tally->latency.max(), 3us);
        QCOMPARE(entries[2].tally->requests, std::uint64_t(2));
        QCOMPARE(requestsIn(everything(series, Resolution::TenSeconds)), std::uint64_t(5));
        QCOMPARE(requestsIn(everything(series, Resolution::Minute)), std::uint64_t(5));
        QCOMPARE(everything(series, Resolution::Second)[0].tally->service.count(), std::uint64_t(1));
    }

    /// What a reader holds does not change under it.
    void entriesAreSnapshots()
    {
        TimeSeries series;
        series.record(1us, 0us, false, at(20));
        series.record(1us, 0us, false, at(21));
        const auto before = everything(series, Resolution::Minute);
        series.record(1us, 0us, false, at(22));
        series.record(1us, 0us, false, at(20));
        QCOMPARE(requestsIn(before), std::uint64_t(2));
        QCOMPARE(requestsIn(everything(series, Resolution::Minute)), std::uint64_t(4));
    }

    void aLongPauseEmptiesTheFineRings()
    {
        TimeSeries series;
        series.record(1us, 0us, false, at(100));
        series.record(1us, 0us, false, at(100 + 3 * 3'600));
        series.record(1us, 0us, false, at(101 + 3 * 3'600));
        QCOMPARE(requestsIn(everything(series, Resolution::Second)), std::uint64_t(2));
        QCOMPARE(requestsIn(everything(series, Resolution::TenSeconds)), std::uint64_t(2));
        QCOMPARE(requestsIn(everything(series, Resolution::Minute)), std::uint64_t(3));
    }
};

WINDSOCK_TEST(TimeSeriesTest)
#include "timeseriestest.moc"
