// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as they are written in the window.
#include "ui/format.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

class FormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void durationsHaveTwoDecimals();
    void sinceGrowsUnits();
    void sizesArePowersOfThousand();
    void linesAreMadeVisible();
    void clocksHaveMillisecondsAndMicroseconds();
};

void FormatTest::durationsHaveTwoDecimals()
{
    QCOMPARE(format::duration(microseconds(0)), u"0.00 ms"_s);
    QCOMPARE(format::duration(microseconds(3'214)), u"3.21 ms"_s);
    QCOMPARE(format::duration(microseconds(9'999'990)), u"9999.99 ms"_s);
    QCOMPARE(format::duration(microseconds(12'345'678)), u"12.35 s"_s);
}

void FormatTest::sinceGrowsUnits()
{
    QCOMPARE(format::sinceBefore(microseconds(310)), u"+0.31 ms"_s);
    QCOMPARE(format::sinceBefore(microseconds(1'430'000)), u"+1.43 s"_s);
    QCOMPARE(format::shortSpan(microseconds(4)), u"4 µs"_s);
    QCOMPARE(format::shortSpan(microseconds(500)), u"0.50 ms"_s);
    QCOMPARE(format::sinceBefore(std::chrono::seconds(185)), u"+3 min 05 s"_s);
    QCOMPARE(format::sinceBefore(std::chrono::minutes(127)), u"+2 h 07 min"_s);
    QCOMPARE(format::span(std::chrono::seconds(32)), u"00:32"_s);
    QCOMPARE(format::span(std::chrono::seconds(3'753)), u"1:02:33"_s);
}

void FormatTest::sizesArePowersOfThousand()
{
    QCOMPARE(format::size(0), u"0 B"_s);
    QCOMPARE(format::size(999), u"999 B"_s);
    QCOMPARE(format::size(1'400), u"1.4 kB"_s);
    QCOMPARE(format::size(9'960), u"10 kB"_s);
    QCOMPARE(format::size(61'000), u"61 kB"_s);
    QCOMPARE(format::size(999'600), u"1.0 MB"_s);
    QCOMPARE(format::size(5'000'000'000'000), u"5000 GB"_s);
}

void FormatTest::linesAreMadeVisible()
{
    QCOMPARE(format::oneLine("a\nb\tc\x01"), u"a⏎b c·"_s);
    QCOMPARE(format::oneLine("abcdef", 3), u"abc…"_s);
    QCOMPARE(format::oneLine("äöü€", 10), u"äöü€"_s);
}

void FormatTest::clocksHaveMillisecondsAndMicroseconds()
{
    const Wall at{std::chrono::microseconds(1'767'265'200'123'456)};
    QVERIFY(format::clock(at).endsWith(u".123"_s));
    QCOMPARE(format::clock(at).size(), 12);
    QVERIFY(format::clockMicro(at).endsWith(u".123456"_s));
}

WINDSOCK_TEST(FormatTest)
#include "formattest.moc"
