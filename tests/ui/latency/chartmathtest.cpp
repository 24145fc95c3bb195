// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts compute: gaps, bars, ticks, decades; and points from slices and round trips.
#include "tests/support/testregistry.h"
#include "ui/latency/latencydata.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ChartMathTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gapsSplitSegments();
    void tooManySegmentsAreJoined();
    void barsStandOnZero();
    void ticksAreRound();
    void ceilingsAreNice();
    void decadesNeverMeetZero();
    void emptySlicesMakeNoPoints();
    void recentIsTheLastTenSeconds();
    void barsKeepTheirEdges();
    void roundTripsAreBinned();
    void labelsStayNarrow();
};

void ChartMathTest::gapsSplitSegments()
{
    const auto segments = segmentsOf({{0, 1}, {1000, 2}, {2000, 3}, {9000, 4}}, 1000, 200, 24);
    QCOMPARE(segments.size(), std::size_t(2));
    QCOMPARE(segments[0].size(), 3);
    QCOMPARE(segments[1], Segment({{8900, 4}, {9100, 4}})); // a lone point is a dash
    QVERIFY(segmentsOf({}, 1000, 200, 24).empty());
}

void ChartMathTest::tooManySegmentsAreJoined()
{
    QList<QPointF> points;
    for (int i = 0; i < 1000; ++i)
        points.append(QPointF(i * 5000.0, 1));
    const auto segments = segmentsOf(points, 1000, 200, 24);
    QVERIFY(segments.size() <= 24);
}

void ChartMathTest::barsStandOnZero()
{
    QCOMPARE(barsOf({{10, 5}, {20, 0}}, 8), QList<QPointF>({{10, 0}, {10, 5}, {18, 5}, {18, 0}}));
}

void ChartMathTest::ticksAreRound()
{
    const double minute = 60'000;
    const double from = 1'767'265'203'000.0;
    const auto ticks = timeTicks(from, from + 5 * minute, 6);
    QVERIFY(!ticks.empty() && ticks.size() <= 6);
    for (const TimeTick& tick : ticks) {
        QVERIFY(tick.x >= from && tick.x <= from + 5 * minute);
        QVERIFY2(tick.label.endsWith(QStringLiteral(":00")), qPrintable(tick.label));
    }
    QVERIFY(timeTicks(from, from + 86'400'000.0, 6).size() <= 6);
}

void ChartMathTest::ceilingsAreNice()
{
    QCOMPARE(niceCeiling(0), 1.0);
    QCOMPARE(niceCeiling(1.5), 2.0);
    QCOMPARE(niceCeiling(4.2), 5.0);
    QCOMPARE(niceCeiling(480), 500.0);
    QCOMPARE(niceCeiling(1000), 1000.0);
    QCOMPARE(niceCeiling(501), 1000.0);
}

void ChartMathTest::decadesNeverMeetZero()
{
    QCOMPARE(decadesAround(0, 0), (Range{0.001, 0.01}));
    QCOMPARE(decadesAround(0.01, 0.05), (Range{0.001, 0.1}));
    QCOMPARE(decadesAround(0.3, 48), (Range{0.1, 100}));
    QCOMPARE(decadesAround(1, 10), (Range{0.1, 100})); // no curve runs along an edge
    QCOMPARE(decadesAround(2, 3), (Range{1, 10}));
}

void ChartMathTest::emptySlicesMakeNoPoints()
{
    std::vector<metrics::Slice> slices(3);
    for (std::size_t i = 0; i < 3; ++i)
        slices[i].start = Monotonic(std::chrono::seconds(100 + i));
    slices[1].latency.record(microseconds(2'500));
    const TimeMap map(Monotonic(103s), Wall(1000s));
    const auto points = latencyPoints(slices, map);
    QCOMPARE(points.size(), std::size_t(1));
    QCOMPARE(points[0].x, 998'500.0);
    QCOMPARE(points[0].values[3], 2.5);
}

void ChartMathTest::recentIsTheLastTenSeconds()
{
    std::vector<metrics::Slice> slices(60);
    for (std::size_t i = 0; i < 60; ++i)
        slices[i].start = Monotonic(std::chrono::seconds(i + 1));
    QVERIFY(recent(slices).empty());
    slices[10].latency.record(1s);
    slices[30].latency.record(1ms);
    slices[40].latency.record(3ms); // ten seconds later: not together
    QCOMPARE(recent(slices).count(), std::uint64_t(1));
    QCOMPARE(recent(slices).max(), microseconds(3ms));
}

void ChartMathTest::barsKeepTheirEdges()
{
    std::vector<metrics::Slice> slices(60);
    for (std::size_t i = 0; i < 60; ++i) {
        slices[i].start = Monotonic(std::chrono::seconds(1'003 + i));
        slices[i].requests = 10;
        slices[i].errors = i % 10 == 0 ? 1 : 0;
    }
    const Monotonic now(1'063s);
    const TimeMap map(now, Wall(2'063s));
    const Bars bars = barsFrom(slices, map, now, 20);
    QVERIFY(bars.requests.size() <= 21);
    for (const QPointF& bar : bars.requests)
        QCOMPARE(std::fmod(bar.x() - 1'000'000, 3'000.0), 0.0); // whole bins of the monotonic clock
    QCOMPARE(bars.errorShare, 0.01);
    QCOMPARE(bars.requests[5].y(), 10.0);
    QCOMPARE(bars.rate, 10.0);
}

void ChartMathTest::roundTripsAreBinned()
{
    RoundTrips trips(100);
    for (int i = 0; i < 200; ++i)
        trips.add(Monotonic(std::chrono::milliseconds(10'000 + i * 10)), microseconds(300 + i));
    QCOMPARE(trips.entries().size(), std::size_t(100));
    const TimeMap map(Monotonic(12s), Wall(12s));
    const auto points = roundTripPoints(trips, map, Monotonic(11'500ms), 250ms);
    QCOMPARE(points.size(), std::size_t(2));
    QCOMPARE(points[1].values[3], 0.499);
    QCOMPARE(recent(trips, Monotonic(11'900ms)).count(), std::uint64_t(10));
}

void ChartMathTest::labelsStayNarrow()
{
    QCOMPARE(axisLabel(0.01, u" ms"_s), u"0.01 ms"_s);
    QCOMPARE(axisLabel(1'000, u" ms"_s), u"1000 ms"_s);
    QCOMPARE(axisLabel(10'000, u" ms"_s), u"10 s"_s);
    QCOMPARE(axisLabel(100'000, u" ms"_s), u"100 s"_s);
    QCOMPARE(axisLabel(10'000, u"/s"_s), u"10000/s"_s);
}

WINDSOCK_TEST(ChartMathTest)
#include "chartmathtest.moc"
