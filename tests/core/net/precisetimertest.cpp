// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PreciseTimer: once, at its time, armed anew, stopped.
#include "core/net/precisetimer.h"
#include "core/net/iothread.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <atomic>

using namespace std::chrono_literals;
using windsock::Monotonic;
using windsock::MonotonicClock;
using windsock::net::IoThread;
using windsock::net::PreciseTimer;

class PreciseTimerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void itExpiresOnceAndNotTooEarly();
    void whatIsPastExpiresAtOnce();
    void itMayBeArmedFromInside();
    void stoppedItDoesNotExpire();

private:
    void start(Monotonic when)
    {
        m_thread->call([&] { m_timer->start(when); });
    }

    std::unique_ptr<IoThread> m_thread;
    std::unique_ptr<PreciseTimer> m_timer; // the thread's
    std::atomic<int> m_expired = 0;
    std::atomic<int> m_again = 0; // how often it arms itself
};

void PreciseTimerTest::init()
{
    m_expired = m_again = 0;
    m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    m_thread->call([this] {
        m_timer = std::make_unique<PreciseTimer>(m_thread->loop(), [this] {
            ++m_expired;
            if (m_again-- > 0)
                m_timer->start(MonotonicClock::now() + 100us);
        });
    });
}

void PreciseTimerTest::cleanup()
{
    m_thread->call([this] { m_timer.reset(); });
    m_thread.reset();
}

void PreciseTimerTest::itExpiresOnceAndNotTooEarly()
{
    const auto when = MonotonicClock::now() + 3ms;
    start(when);
    QTRY_COMPARE(m_expired.load(), 1);
    QVERIFY(MonotonicClock::now() >= when);
    start(MonotonicClock::now() + 1ms);
    QTRY_COMPARE(m_expired.load(), 2);
}

void PreciseTimerTest::whatIsPastExpiresAtOnce()
{
    start(MonotonicClock::now() - 1h);
    QTRY_COMPARE(m_expired.load(), 1);
    start(Monotonic());
    QTRY_COMPARE(m_expired.load(), 2);
}

void PreciseTimerTest::itMayBeArmedFromInside()
{
    m_again = 9;
    start(MonotonicClock::now());
    QTRY_COMPARE(m_expired.load(), 10);
}

void PreciseTimerTest::stoppedItDoesNotExpire()
{
    m_thread->call([this] {
        m_timer->start(MonotonicClock::now());
        m_timer->stop();
    });
    m_thread->call([] {}); // a turn later
    m_thread->call([] {});
    QCOMPARE(m_expired.load(), 0);
}

WINDSOCK_TEST(PreciseTimerTest)
#include "precisetimertest.moc"
