// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TimerHeap, through QTimers on an I/O thread: order, single shots, and timers that are stopped and started by others.
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/support/testregistry.h"

#include <QTest>
#include <QTimer>

#include <thread>

using namespace std::chrono_literals;
using windsock::net::IoThread;
using windsock::test::EventLog;

namespace {

void passThread(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time); // so that timers are late together: the loop cannot run them meanwhile
}

} // namespace

class TimerHeapTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<EventLog>();
        m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    }
    void cleanup() { m_thread.reset(); }

    void timersFireInTheOrderOfTheirTimes();
    void timersThatAreLateFireInTheOrderOfTheirTimes();
    void aSingleShotFiresOnce();
    void aTimerFiresUntilItIsStopped();
    void aTimerThatWasStoppedInAnothersEventDoesNotFire();
    void aTimerStartedInAnothersEventWaitsItsTime();
    void timersAreKnown();

private:
    template <class Work>
    void on(Work work)
    {
        m_thread->call(std::move(work));
    }
    QObject* context() { return m_thread->loop().context(); }
    void after(std::chrono::milliseconds time, const char* event)
    {
        QTimer::singleShot(time, Qt::PreciseTimer, context(), [this, event] { log().add(event); });
    }
    EventLog& log() { return *m_log; }

    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<IoThread> m_thread;
};

void TimerHeapTest::timersFireInTheOrderOfTheirTimes()
{
    on([this] {
        after(30ms, "30");
        after(10ms, "10");
        after(20ms, "20");
        after(0ms, "0");
    });
    QVERIFY(log().wait("30"));
    QCOMPARE(log().text(), QByteArray("0 10 20 30"));
}

void TimerHeapTest::timersThatAreLateFireInTheOrderOfTheirTimes()
{
    on([this] {
        after(9ms, "9");
        after(3ms, "3");
        after(6ms, "6");
        passThread(15ms);
    });
    QVERIFY(log().waitForCount(3));
    QCOMPARE(log().text(), QByteArray("3 6 9"));
}

void TimerHeapTest::aSingleShotFiresOnce()
{
    on([this] {
        after(1ms, "once");
        after(20ms, "later");
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().count("once"), std::size_t(1));
}

void TimerHeapTest::aTimerFiresUntilItIsStopped()
{
    on([this] {
        auto* timer = new QTimer(context());
        timer->callOnTimeout(timer, [this, timer, count = 0]() mutable {
            log().add("tick");
            if (++count == 5) {
                timer->stop();
                after(10ms, "later");
            }
        });
        timer->start(1ms);
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().count("tick"), std::size_t(5));
}

void TimerHeapTest::aTimerThatWasStoppedInAnothersEventDoesNotFire()
{
    on([this] {
        auto* victim = new QTimer(context());
        victim->callOnTimeout(victim, [this] { log().add("victim"); });
        QTimer::singleShot(1ms, context(), [this, victim] {
            log().add("stopped");
            delete victim;
            after(5ms, "later");
        });
        victim->start(2ms);
        passThread(5ms);
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().text(), QByteArray("stopped later"));
}

void TimerHeapTest::aTimerStartedInAnothersEventWaitsItsTime()
{
    on([this] {
        auto* late = new QTimer(context());
        late->callOnTimeout(late, [this] { log().add("late"); });
        QTimer::singleShot(1ms, context(), [late] { late->start(1h); });
        late->start(2ms);
        passThread(5ms);
        after(10ms, "later");
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().text(), QByteArray("later"));
}

void TimerHeapTest::timersAreKnown()
{
    on([this] {
        QTimer timer;
        QCOMPARE(timer.remainingTime(), -1);
        timer.start(1h);
        QVERIFY(timer.remainingTime() > 3590 * 1000 && timer.remainingTime() <= 3600 * 1000);
        const auto timers = m_thread->loop().dispatcher().registeredTimers(&timer);
        QCOMPARE(timers.size(), qsizetype(1));
        QCOMPARE(timers.first().timerId, timer.timerId());
        QCOMPARE(timers.first().interval, 3600 * 1000);
        timer.stop();
        QVERIFY(m_thread->loop().dispatcher().registeredTimers(&timer).isEmpty());
    });
}

WINDSOCK_TEST(TimerHeapTest)
#include "timerheaptest.moc"
