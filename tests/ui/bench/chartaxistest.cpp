// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a benchmark's axes begin and end, and what is written at their ticks.
#include "ui/bench/chartaxis.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <cmath>

using namespace windsock::ui;
using namespace Qt::StringLiterals;

namespace {

QString labels(const ChartAxis& axis)
{
    QStringList texts;
    for (const ChartTick& tick : axis.ticks)
        texts += tick.label;
    return texts.join(u' ');
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace

class ChartAxisTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsEndWhereTheyEnd();
    void millisecondsEndAboveTheSlowest();
    void logarithmic();
    void percentiles();
    void everyTickLiesOnItsAxis();
};

void ChartAxisTest::requestsEndWhereTheyEnd()
{
    QCOMPARE(labels(countAxis(2000, 12)), u"0 200 400 600 800 1000 1200 1400 1600 1800 2000"_s);
    QCOMPARE(labels(countAxis(2000, 5)), u"0 500 1000 1500 2000"_s);
    QCOMPARE(countAxis(1441, 8).high, 1441.0);
    QCOMPARE(labels(countAxis(1'000'000, 5)), u"0 200,000 400,000 600,000 800,000 1,000,000"_s);
    QCOMPARE(labels(countAxis(1, 10)), u"0 1 2"_s);
    QCOMPARE(labels(countAxis(0, 10)), u"0 1 2"_s);
    QCOMPARE(labels(countAxis(3, 10)), u"0 1 2 3"_s); // no half requests
}

void ChartAxisTest::millisecondsEndAboveTheSlowest()
{
    QCOMPARE(labels(linearAxis(900, 10)), u"0 100 200 300 400 500 600 700 800 900 1000"_s); // as the ancestor's
    QCOMPARE(linearAxis(86, 6).high, 100.0);
    QCOMPARE(linearAxis(0, 10).high, 1.0);
    QCOMPARE(labels(linearAxis(60'000, 4)), u"0 20,000 40,000 60,000 80,000"_s);
    QCOMPARE(labels(linearAxis(0.04, 4)), u"0 0.01 0.02 0.03 0.04 0.05"_s);
}

void ChartAxisTest::logarithmic()
{
    const ChartAxis axis = logAxis(2.5, 900, 12);
    QVERIFY(axis.logarithmic);
    QCOMPARE(labels(axis), u"2 5 10 20 50 100 200 500 1000"_s);
    QVERIFY(near(axis.position(100), 2) && near(axis.low, std::log10(2.0)) && near(axis.high, 3));
    QCOMPARE(axis.position(0), axis.low);
    QCOMPARE(axis.position(0.5), axis.low);
    QCOMPARE(labels(logAxis(0.001, 60'000, 8)), u"0.001 0.01 0.1 1 10 100 1000 10,000 100,000"_s);
    QCOMPARE(labels(logAxis(0.001, 60'000, 4)), u"0.001 0.1 10 1000 100,000"_s);
    QVERIFY(logAxis(0, 0, 10).high > logAxis(0, 0, 10).low);
    QCOMPARE(labels(logAxis(50, 50, 10)), u"50 100"_s);
}

void ChartAxisTest::percentiles()
{
    QCOMPARE(labels(percentileAxis(2000)), u"0 % 50 % 90 % 99 % 99.9 %"_s);
    QCOMPARE(labels(percentileAxis(1e6)), u"0 % 50 % 90 % 99 % 99.9 % 99.99 % 99.999 % 99.9999 %"_s);
    QCOMPARE(labels(percentileAxis(0)), u"0 % 50 % 90 %"_s);
    QVERIFY(near(percentileAxis(2000).position(1000), 3));
}

void ChartAxisTest::everyTickLiesOnItsAxis()
{
    for (double value = 0.0001; value < 1e7; value *= 1.37) {
        for (const int most : {2, 5, 12}) {
            for (const ChartAxis& axis : {countAxis(value, most), linearAxis(value, most),
                                          logAxis(value / 300, value, most), logAxis(value, value, most)}) {
                QVERIFY(axis.high > axis.low && !axis.ticks.empty() && axis.ticks.size() < 40);
                for (const ChartTick& tick : axis.ticks)
                    QVERIFY(tick.place >= axis.low - 1e-6 && tick.place <= axis.high * (1 + 1e-9) + 1e-6);
                QVERIFY(axis.position(value) <= axis.high + 1e-6);
            }
        }
    }
}

WINDSOCK_TEST(ChartAxisTest)
#include "chartaxistest.moc"
