// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as lines to draw: where their points lie, how many there are, and what comes of runs that have few or no
// samples.
#include "core/bench/curve.h"
#include "core/bench/gnuplotfile.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <cmath>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

namespace {

/// The slowest first: i-th request n - i ms.
Run falling(std::size_t n)
{
    return madeRun(n, [=](std::size_t i) { return static_cast<std::uint32_t>((n - i) * 1000); });
}

bool ascends(const std::vector<CurvePoint>& curve)
{
    return std::is_sorted(curve.begin(), curve.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
}

} // namespace

class CurveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sortedHasEveryRequestOfASmallRun();
    void sortedHasTheEndsOfALargeRun();
    void withoutSamplesItComesFromTheHistogram();
    void arrivalKeepsTheSpikes();
    void arrivalIsNotKnownOfAbsFiles();
    void percentilesReachTheSlowest();
    void ofOneAndOfNone();
};

void CurveTest::sortedHasEveryRequestOfASmallRun()
{
    const auto curve = curveOf(falling(500), CurveForm::Sorted);
    QCOMPARE(curve.size(), 500u);
    for (std::size_t i = 0; i < curve.size(); ++i)
        QCOMPARE(curve[i], (CurvePoint{double(i + 1), double(i + 1)}));
}

void CurveTest::sortedHasTheEndsOfALargeRun()
{
    const auto curve = curveOf(falling(12'345), CurveForm::Sorted);
    QVERIFY(curve.size() <= mostCurvePoints && curve.size() > 900);
    QCOMPARE(curve.front(), (CurvePoint{1, 1}));
    QCOMPARE(curve.back(), (CurvePoint{12'345, 12'345}));
    QVERIFY(ascends(curve));
}

void CurveTest::withoutSamplesItComesFromTheHistogram()
{
    Run run = falling(5'000);
    run.samples.resize(10);
    const auto curve = curveOf(run, CurveForm::Sorted);
    QCOMPARE(curve.front(), (CurvePoint{1, 1}));
    QCOMPARE(curve.back(), (CurvePoint{5'000, 5'000}));
    for (const CurvePoint& point : curve)
        QVERIFY(point.ms >= point.x && point.ms <= point.x * 1.008 + 0.001);
}

void CurveTest::arrivalKeepsTheSpikes()
{
    const Run run = madeRun(100'000, [](std::size_t i) { return i == 54'321 ? 900'000u : 1'000u; });
    const auto curve = curveOf(run, CurveForm::Arrival);
    QVERIFY(curve.size() <= mostCurvePoints && ascends(curve));
    QCOMPARE(std::count(curve.begin(), curve.end(), CurvePoint{54'322, 900}), 1);
    QCOMPARE(curve.back().x, 100'000.0);
    const auto few = curveOf(falling(3), CurveForm::Arrival);
    QCOMPARE(few, (std::vector<CurvePoint>{{1, 3}, {2, 2}, {3, 1}}));
}

void CurveTest::arrivalIsNotKnownOfAbsFiles()
{
    const auto read = parseGnuplot(toGnuplot(falling(20)), QStringLiteral("x"));
    QVERIFY(read && !knowsArrival(*read));
    QVERIFY(curveOf(*read, CurveForm::Arrival).empty());
    QCOMPARE(curveOf(*read, CurveForm::Sorted).size(), 20u);
}

void CurveTest::percentilesReachTheSlowest()
{
    const auto curve = curveOf(falling(1'000'000), CurveForm::Percentiles);
    QVERIFY(curve.size() <= mostCurvePoints && ascends(curve));
    QCOMPARE(curve.front(), (CurvePoint{1, 1}));
    QCOMPARE(curve.back(), (CurvePoint{1'000'000, 1'000'000}));
    for (const CurvePoint& point : curve) // p of 1/(1-p) of the values are below
        QVERIFY(std::abs(point.ms - (1'000'001 - 1'000'000 / point.x)) < 1);
}

void CurveTest::ofOneAndOfNone()
{
    for (const CurveForm form : {CurveForm::Sorted, CurveForm::Arrival, CurveForm::Percentiles}) {
        QCOMPARE(curveOf(falling(1), form), (std::vector<CurvePoint>{{1, 1}}));
        QVERIFY(curveOf(Run(), form).empty());
        QVERIFY(curveOf(falling(50), form, 1).size() <= 3);
    }
}

WINDSOCK_TEST(CurveTest)
#include "curvetest.moc"
