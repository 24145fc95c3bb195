// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The slot broker: who gets a slot, in which order, and what becomes of those who leave; last, two threads at it at
// once.
#include "core/backend/slotbroker.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <array>
#include <atomic>
#include <random>

using namespace windsock;
using namespace windsock::backend;
using windsock::test::EventLog;

namespace {

using Waiter = std::unique_ptr<SlotBroker::Waiter>;

constexpr WorkerId first{1};
constexpr WorkerId second{2};

} // namespace

class SlotBrokerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void leasesWhatIsFree();
    void theFreestWorkerIsTaken();
    void waitsInOrder();
    void nobodyOvertakesTheQueue();
    void slotThatBecameFreeMeanwhile();
    void leavingTheQueue();
    void allHaveLeft();
    void leftOnTheWay();
    void removedWorker();
    void releaseOfAStranger();
    void failureIsTold();
    void failureReachesWhoWaits();
    void aNewWorkerEndsTheFailure();
    void twoThreads();

private:
    /// Waits on m_thread; logs "NAME:WORKER" or "NAME!".
    Waiter wait(const std::string& name)
    {
        return m_broker->wait(m_thread.loop(), [this, name](const Result<Lease>& lease) {
            m_log->add(lease ? name + ":" + std::to_string(lease->worker.value) : name + "!");
        });
    }
    bool leased() { return m_broker->tryLease().has_value(); }
    /// Waiters leave on their loop's thread.
    void leave(Waiter& waiter)
    {
        m_thread.call([&] { waiter.reset(); });
    }
    /// All that was posted so far has run.
    void settle()
    {
        m_thread.call([] {});
    }

    net::IoThread m_thread{QStringLiteral("waits")};
    std::unique_ptr<SlotBroker> m_broker;
    std::unique_ptr<EventLog> m_log;
    int m_retries = 0;
};

void SlotBrokerTest::init()
{
    m_broker = std::make_unique<SlotBroker>();
    m_log = std::make_unique<EventLog>();
    m_retries = 0;
    m_broker->setRetry([this] { ++m_retries; });
}

void SlotBrokerTest::leasesWhatIsFree()
{
    QVERIFY(!leased()); // no worker yet: one must wait
    m_broker->addWorker(first, {"/tmp/w1", 0}, 42, 2);
    const auto lease = m_broker->tryLease();
    QVERIFY(lease && *lease);
    QCOMPARE((*lease)->worker, first);
    QCOMPARE((*lease)->endpoint.host, std::string("/tmp/w1"));
    QCOMPARE((*lease)->pid, std::int64_t(42));
    QVERIFY(leased());
    QVERIFY(!leased());
    m_broker->release(first);
    QVERIFY(leased());
    QVERIFY(!leased());
}

void SlotBrokerTest::theFreestWorkerIsTaken()
{
    m_broker->addWorker(first, {}, 1, 2);
    m_broker->addWorker(second, {}, 2, 2);
    std::array<int, 3> taken{};
    for (int i = 0; i < 4; ++i) {
        ++taken.at((*m_broker->tryLease())->worker.value);
        if (i == 1)
            QCOMPARE(taken, (std::array{0, 1, 1}));
    }
    QCOMPARE(taken, (std::array{0, 2, 2}));
    QVERIFY(!leased());
}

void SlotBrokerTest::waitsInOrder()
{
    const std::array waiters{wait("a"), wait("b"), wait("c")};
    m_broker->addWorker(first, {}, 1, 1);
    QVERIFY(m_log->waitForCount(1));
    m_broker->release(first);
    QVERIFY(m_log->waitForCount(2));
    m_broker->release(first);
    QVERIFY(m_log->waitForCount(3));
    QCOMPARE(m_log->text(), QByteArray("a:1 b:1 c:1"));
}

void SlotBrokerTest::nobodyOvertakesTheQueue()
{
    m_broker->addWorker(first, {}, 1, 1);
    QVERIFY(leased());
    const Waiter a = wait("a");
    const Waiter b = wait("b");
    m_broker->release(first); // is a's now, before a knows
    QVERIFY(!leased());
    QVERIFY(m_log->wait("a:1"));
    m_broker->release(first);
    QVERIFY(m_log->wait("b:1"));
    m_broker->release(first);
    QVERIFY(leased());
}

void SlotBrokerTest::slotThatBecameFreeMeanwhile()
{
    // Between a tryLease() that found nothing and wait().
    m_broker->addWorker(first, {}, 1, 1);
    const Waiter waiter = wait("a");
    QVERIFY(m_log->wait("a:1"));
    QVERIFY(!leased());
}

void SlotBrokerTest::leavingTheQueue()
{
    Waiter a = wait("a");
    Waiter b = wait("b");
    const Waiter c = wait("c");
    leave(b);
    m_broker->addWorker(first, {}, 1, 2);
    QVERIFY(m_log->waitForCount(2));
    settle();
    QCOMPARE(m_log->text(), QByteArray("a:1 c:1"));
}

void SlotBrokerTest::allHaveLeft()
{
    m_broker->addWorker(first, {}, 1, 1);
    QVERIFY(leased());
    Waiter a = wait("a");
    Waiter b = wait("b");
    leave(a);
    leave(b);
    m_broker->release(first);
    QVERIFY(leased()); // it is not kept for somebody who has gone
    settle();
    QCOMPARE(m_log->text(), QByteArray());
}

void SlotBrokerTest::leftOnTheWay()
{
    Waiter a = wait("a");
    const Waiter b = wait("b");
    m_thread.call([&] {
        // On the waiter's own thread: the lease is posted behind us, so a leaves before it arrives.
        m_broker->addWorker(first, {}, 1, 1);
        a.reset();
    });
    QVERIFY(m_log->wait("b:1"));
    QCOMPARE(m_log->text(), QByteArray("b:1"));
    QVERIFY(!leased());
    m_broker->release(first);
    QVERIFY(leased()); // there is still exactly one slot
    QVERIFY(!leased());
}

void SlotBrokerTest::removedWorker()
{
    m_broker->addWorker(first, {}, 1, 2);
    QVERIFY(leased());
    m_broker->removeWorker(first);
    QVERIFY(!leased());
    const Waiter a = wait("a");
    m_broker->release(first); // of a lease that was out; it must not serve a
    settle();
    QCOMPARE(m_log->text(), QByteArray());
    m_broker->addWorker(second, {}, 2, 1);
    QVERIFY(m_log->wait("a:2"));
}

void SlotBrokerTest::releaseOfAStranger()
{
    m_broker->release({77});
    m_broker->removeWorker({77});
    m_broker->addWorker(first, {}, 1, 1);
    QVERIFY(leased());
    QVERIFY(!leased());
}

void SlotBrokerTest::failureIsTold()
{
    m_broker->fail({ErrorCode::Failed, QStringLiteral("No such module."), {}});
    QCOMPARE(m_retries, 0);
    const auto lease = m_broker->tryLease();
    QVERIFY(lease && !*lease);
    QCOMPARE(lease->error().sentence, QStringLiteral("No such module."));
    QCOMPARE(m_retries, 1); // somebody asked: once more
}

void SlotBrokerTest::failureReachesWhoWaits()
{
    const Waiter a = wait("a");
    Waiter gone = wait("gone");
    leave(gone);
    m_broker->fail({ErrorCode::Failed, QStringLiteral("It does not start."), {}});
    QVERIFY(m_log->wait("a!"));
    const Waiter late = wait("late"); // came between the failure and its tryLease()
    QVERIFY(m_log->wait("late!"));
    QCOMPARE(m_log->text(), QByteArray("a! late!"));
}

void SlotBrokerTest::aNewWorkerEndsTheFailure()
{
    m_broker->fail({ErrorCode::Failed, QStringLiteral("It does not start."), {}});
    m_broker->addWorker(first, {}, 1, 1);
    const auto lease = m_broker->tryLease();
    QVERIFY(lease && *lease);
    QCOMPARE(m_retries, 0);
}

namespace {

constexpr int slotsEach = 2;

/// What all hammers have in common.
struct Counters
{
    std::array<std::atomic<int>, 4> inUse{}; // by worker
    std::atomic<int> granted{0};
    std::atomic<int> left{0};
    std::atomic<int> overused{0};
    std::atomic<int> finished{0};
};

/// Asks for leases one after the other, holds each for a turn, and sometimes leaves the queue. Lives on its thread.
class Hammer
{
public:
    Hammer(net::IoLoop& loop, SlotBroker& broker, Counters& counters, unsigned seed, int rounds)
        : m_loop(loop)
        , m_broker(broker)
        , m_counters(counters)
        , m_random(seed)
        , m_rounds(rounds)
    {
    }

    void step()
    {
        if (m_rounds-- == 0) {
            ++m_counters.finished;
            return;
        }
        if (const auto lease = m_broker.tryLease())
            return hold((*lease)->worker);
        m_waiter = m_broker.wait(m_loop, [this](const Result<Lease>& lease) { hold(lease->worker); });
        if (m_random() % 4 != 0)
            return;
        // At once, or a turn later, when a lease may be on its way.
        if (m_random() % 2 == 0)
            return giveUp();
        m_loop.addCallback([this, waiter = m_waiter.get()] {
            if (waiter == m_waiter.get() && !m_holding)
                giveUp();
        });
    }

private:
    void giveUp()
    {
        m_waiter.reset();
        ++m_counters.left;
        m_loop.addCallback([this] { step(); });
    }

    void hold(WorkerId worker)
    {
        m_holding = true;
        ++m_counters.granted;
        if (++m_counters.inUse.at(worker.value) > slotsEach)
            ++m_counters.overused;
        m_loop.addCallback([this, worker] {
            --m_counters.inUse.at(worker.value);
            m_holding = false;
            m_waiter.reset();
            m_broker.release(worker);
            step();
        });
    }

    net::IoLoop& m_loop;
    SlotBroker& m_broker;
    Counters& m_counters;
    std::minstd_rand m_random;
    Waiter m_waiter;
    int m_rounds;
    bool m_holding = false;
};

} // namespace

void SlotBrokerTest::twoThreads()
{
    constexpr int hammersEach = 8;
    constexpr int rounds = 500;
    Counters counters;
    const std::array workers{first, second, WorkerId{3}};
    std::vector<std::unique_ptr<Hammer>> hammers; // before the threads, which are joined first
    net::IoThread one{QStringLiteral("one")};
    net::IoThread two{QStringLiteral("two")};
    for (const WorkerId worker : workers)
        m_broker->addWorker(worker, {}, 1, slotsEach);
    for (net::IoThread* thread : {&one, &two}) {
        for (int i = 0; i < hammersEach; ++i) {
            hammers.push_back(std::make_unique<Hammer>(thread->loop(), *m_broker, counters,
                                                       static_cast<unsigned>(hammers.size() + 1), rounds));
            thread->loop().addCallback([hammer = hammers.back().get()] { hammer->step(); });
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(counters.finished.load(), 2 * hammersEach, 20'000);
    one.call([] {}); // leases of those who left come back
    two.call([] {});
    QCOMPARE(counters.overused.load(), 0);
    QCOMPARE(counters.granted + counters.left, 2 * hammersEach * rounds);
    QVERIFY(counters.left > 0);
    for (std::size_t i = 0; i < workers.size() * slotsEach; ++i)
        QVERIFY(leased());
    QVERIFY(!leased());
}

WINDSOCK_TEST(SlotBrokerTest)
#include "slotbrokertest.moc"
