// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Changes between groups of runs: their size, their spread, and the word for them.
#include "core/bench/compare.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <cmath>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

namespace {

/// 100 requests of that latency, at so many a second.
std::shared_ptr<const Run> aRun(double rate, std::uint32_t us)
{
    Run run = madeRun(100, [=](std::size_t) { return us; });
    run.taken = microseconds(std::llround(100 / rate * 1e6));
    return std::make_shared<Run>(run);
}

} // namespace

class CompareTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsAChange();
    void lowerLatencyIsBetter();
    void withinTheSpread();
    void onceTellsNoSpread();
    void unknown();
    void texts();
};

void CompareTest::tellsAChange()
{
    const auto changes = compare({aRun(1000, 5000), aRun(1010, 5000), aRun(990, 5000)},
                                 {aRun(1380, 5000), aRun(1390, 5000), aRun(1370, 5000)});
    QCOMPARE(changes.size(), 4u);
    const Change& rate = changes[0];
    QCOMPARE(rate.figure, QStringLiteral("requests/s"));
    QVERIFY(std::abs(rate.before - 1000) < 0.1 && std::abs(rate.after - 1380) < 0.1);
    QVERIFY(std::abs(rate.percent - 38) < 0.01);
    QVERIFY(std::abs(rate.low - (1370.0 / 1010 - 1) * 100) < 0.01);
    QVERIFY(std::abs(rate.high - (1390.0 / 990 - 1) * 100) < 0.01);
    QCOMPARE(rate.verdict, Verdict::Better);
    QCOMPARE(textOf(rate), QStringLiteral("+38 % ± 2.4 %: better"));
}

void CompareTest::lowerLatencyIsBetter()
{
    const auto changes = compare({aRun(1000, 5000), aRun(1000, 5100)}, {aRun(1000, 4000), aRun(1000, 4100)});
    QCOMPARE(changes[1].figure, QStringLiteral("p50"));
    QCOMPARE(changes[1].before, 5.05);
    QCOMPARE(changes[1].verdict, Verdict::Better);
    const auto back = compare({aRun(1000, 4000), aRun(1000, 4100)}, {aRun(1000, 5000), aRun(1000, 5100)});
    for (std::size_t i = 1; i < back.size(); ++i)
        QCOMPARE(back[i].verdict, Verdict::Worse);
}

void CompareTest::withinTheSpread()
{
    const auto changes = compare({aRun(1000, 5000), aRun(1100, 5000)}, {aRun(1090, 5000), aRun(1200, 5000)});
    QCOMPARE(changes[0].verdict, Verdict::Within);
    QVERIFY(textOf(changes[0]).endsWith(QStringLiteral(": within the spread, no change seen")));
    QCOMPARE(changes[1].verdict, Verdict::Within);
    QCOMPARE(textOf(changes[1]), QStringLiteral("0 % ± 0.0 %: within the spread, no change seen"));
}

void CompareTest::onceTellsNoSpread()
{
    const auto changes = compare({aRun(1000, 5000)}, {aRun(1380, 5000), aRun(1390, 5000)});
    QCOMPARE(changes[0].verdict, Verdict::Once);
    QVERIFY(textOf(changes[0]).endsWith(QStringLiteral(" %: run it again to know the spread")));
}

void CompareTest::unknown()
{
    for (const Change& change : compare({}, {aRun(1, 1)}))
        QCOMPARE(textOf(change), QStringLiteral("not known"));
    Run still = *aRun(1000, 5000); // read from a file that does not tell how long it took
    still.taken = microseconds(0);
    const auto changes = compare({std::make_shared<Run>(still)}, {aRun(1000, 5000)});
    QCOMPARE(changes[0].verdict, Verdict::Unknown);
    QCOMPARE(changes[1].verdict, Verdict::Once);
}

void CompareTest::texts()
{
    Change change;
    change.verdict = Verdict::Once;
    change.percent = -0.04;
    QVERIFY(textOf(change).startsWith(QStringLiteral("0 %")));
    change.percent = -12.4;
    QVERIFY(textOf(change).startsWith(QStringLiteral("-12 %")));
    change.percent = 250;
    QVERIFY(textOf(change).startsWith(QStringLiteral("+250 %")));
}

WINDSOCK_TEST(CompareTest)
#include "comparetest.moc"
