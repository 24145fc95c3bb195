// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Schedule: closed and open loops, their ends, and what is overdue.
#include "core/bench/schedule.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using windsock::Monotonic;
using windsock::bench::Schedule;

namespace {

const Monotonic start = Monotonic() + 1h;

} // namespace

class ScheduleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClosedLoopIsAlwaysDue();
    void aClosedLoopEndsWithItsRequests();
    void anOpenLoopKeepsItsTimes();
    void whatIsTakenLateKeepsItsTime();
    void overdueAreThoseNotTaken();
};

void ScheduleTest::aClosedLoopIsAlwaysDue()
{
    Schedule schedule(0, 0, start);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(schedule.due(start));
        QCOMPARE(schedule.take(start + 1s), start + 1s);
    }
    QVERIFY(!schedule.exhausted());
    QCOMPARE(schedule.overdue(start + 1h), std::uint64_t(0));
}

void ScheduleTest::aClosedLoopEndsWithItsRequests()
{
    Schedule schedule(2, 0, start);
    schedule.take(start);
    QVERIFY(!schedule.exhausted());
    schedule.take(start);
    QVERIFY(schedule.exhausted());
    QVERIFY(!schedule.due(start + 1h));
}

void ScheduleTest::anOpenLoopKeepsItsTimes()
{
    Schedule schedule(0, 100, start);
    QVERIFY(schedule.due(start));
    QCOMPARE(schedule.take(start), start);
    QVERIFY(!schedule.due(start + 9ms));
    QVERIFY(schedule.due(start + 10ms));
    QCOMPARE(schedule.next(), start + 10ms);
}

void ScheduleTest::whatIsTakenLateKeepsItsTime()
{
    Schedule schedule(0, 1000, start);
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(schedule.take(start + 1h), start + i * 1ms);
}

void ScheduleTest::overdueAreThoseNotTaken()
{
    Schedule schedule(100, 10, start);
    QCOMPARE(schedule.overdue(start - 1ms), std::uint64_t(0));
    QCOMPARE(schedule.overdue(start), std::uint64_t(1));
    QCOMPARE(schedule.overdue(start + 950ms), std::uint64_t(10));
    schedule.take(start);
    QCOMPARE(schedule.overdue(start + 950ms), std::uint64_t(9));
    QCOMPARE(schedule.overdue(start + 1h), std::uint64_t(99)); // no more than there are
}

WINDSOCK_TEST(ScheduleTest)
#include "scheduletest.moc"
