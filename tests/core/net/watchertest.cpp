// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EpollDispatcher's own watches: what the streams stand on. Watches that end, and slots that are taken anew, inside a
// turn.
#include "core/net/epolldispatcher.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTest>
#include <QTimer>

#include <sys/epoll.h>

using namespace std::chrono_literals;
using windsock::net::EpollDispatcher;
using windsock::net::FileDescriptor;
using windsock::net::IoThread;
using windsock::net::WatchId;
using windsock::test::EventLog;
using windsock::test::RawSocket;
using windsock::test::unixPair;

namespace {

/// Watches one end of a pair of sockets and calls back.
class Watched final : public windsock::net::Watcher
{
public:
    explicit Watched(EpollDispatcher& dispatcher)
        : m_dispatcher(dispatcher)
    {
        std::tie(m_inside, outside) = unixPair();
    }
    ~Watched() { unwatch(); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    void watch(std::uint32_t events) { id = m_dispatcher.watch(m_inside.get(), events, this); }
    void unwatch() { m_dispatcher.unwatch(std::exchange(id, {})); }
    void descriptorReady(std::uint32_t events) override { ready(events); }

    RawSocket outside;
    WatchId id;
    std::function<void(std::uint32_t)> ready;

private:
    EpollDispatcher& m_dispatcher;
    FileDescriptor m_inside;
};

} // namespace

class WatcherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<EventLog>();
        m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    }
    void cleanup() { m_thread.reset(); }

    void tellsWhileThereIsSomethingToRead();
    void changesWhatItTells();
    void hangUpIsToldUnasked();
    void aWatchRemovedInATurnIsNotTold();
    void aSlotTakenAnewInATurnIsNotTold();
    void unwatchingTwiceIsHarmless();

private:
    EpollDispatcher& dispatcher() { return m_thread->loop().dispatcher(); }
    void later()
    {
        QTimer::singleShot(5ms, m_thread->loop().context(), [this] { m_log->add("later"); });
    }

    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<IoThread> m_thread;
};

void WatcherTest::tellsWhileThereIsSomethingToRead()
{
    std::unique_ptr<Watched> watched;
    m_thread->call([&] {
        watched = std::make_unique<Watched>(dispatcher());
        watched->ready = [&, count = 0](std::uint32_t events) mutable {
            m_log->add(events == EPOLLIN ? "in" : "other");
            if (++count == 3)
                watched->unwatch();
        };
        watched->watch(EPOLLIN);
        watched->outside.send("x");
    });
    QVERIFY(m_log->waitForCount(3));
    m_thread->call([&] { later(); });
    QVERIFY(m_log->wait("later"));
    QCOMPARE(m_log->text(), QByteArray("in in in later"));
    m_thread->call([&] { watched.reset(); });
}

void WatcherTest::changesWhatItTells()
{
    std::unique_ptr<Watched> watched;
    m_thread->call([&] {
        watched = std::make_unique<Watched>(dispatcher());
        watched->ready = [&](std::uint32_t events) {
            m_log->add(events & EPOLLOUT ? "out" : "in");
            dispatcher().changeWatch(watched->id, events & EPOLLOUT ? std::uint32_t(EPOLLIN) : 0u);
        };
        watched->watch(EPOLLOUT);
        watched->outside.send("x");
    });
    QVERIFY(m_log->wait("in"));
    m_thread->call([&] { later(); });
    QVERIFY(m_log->wait("later"));
    QCOMPARE(m_log->text(), QByteArray("out in later"));
    m_thread->call([&] { watched.reset(); });
}

void WatcherTest::hangUpIsToldUnasked()
{
    std::unique_ptr<Watched> watched;
    m_thread->call([&] {
        watched = std::make_unique<Watched>(dispatcher());
        watched->ready = [&](std::uint32_t events) {
            m_log->add(events & EPOLLHUP ? "hung-up" : "other");
            watched->unwatch();
        };
        watched->watch(0);
        watched->outside.close();
    });
    QVERIFY(m_log->wait("hung-up"));
    m_thread->call([&] { watched.reset(); });
}

void WatcherTest::aWatchRemovedInATurnIsNotTold()
{
    std::vector<std::unique_ptr<Watched>> all;
    m_thread->call([&] {
        for (int i = 0; i < 20; ++i) {
            all.push_back(std::make_unique<Watched>(dispatcher()));
            all.back()->ready = [&](std::uint32_t) {
                m_log->add("ready");
                for (const auto& one : all)
                    one->unwatch();
                later();
            };
            all.back()->watch(EPOLLIN);
            all.back()->outside.send("x");
        }
    });
    QVERIFY(m_log->wait("later"));
    QCOMPARE(m_log->text(), QByteArray("ready later"));
    m_thread->call([&] { all.clear(); });
}

void WatcherTest::aSlotTakenAnewInATurnIsNotTold()
{
    std::vector<std::unique_ptr<Watched>> all;
    std::unique_ptr<Watched> quiet;
    m_thread->call([&] {
        quiet =
            std::make_unique<Watched>(dispatcher()); // has nothing to read, and takes a slot that has an event coming
        quiet->ready = [&](std::uint32_t) { m_log->add("quiet"); };
        for (int i = 0; i < 2; ++i) {
            all.push_back(std::make_unique<Watched>(dispatcher()));
            all.back()->ready = [&](std::uint32_t) {
                m_log->add("ready");
                for (const auto& one : all)
                    one->unwatch();
                quiet->watch(EPOLLIN);
                later();
            };
            all.back()->watch(EPOLLIN);
            all.back()->outside.send("x");
        }
    });
    QVERIFY(m_log->wait("later"));
    QCOMPARE(m_log->text(), QByteArray("ready later"));
    m_thread->call([&] {
        all.clear();
        quiet.reset();
    });
}

void WatcherTest::unwatchingTwiceIsHarmless()
{
    m_thread->call([&] {
        Watched first(dispatcher());
        first.watch(EPOLLIN);
        const WatchId old = first.id;
        first.unwatch();
        Watched second(dispatcher());
        second.watch(EPOLLIN); // in the slot that has become free
        QCOMPARE(second.id.slot, old.slot);
        dispatcher().unwatch(old);
        dispatcher().unwatch(WatchId());
        dispatcher().changeWatch(old, EPOLLOUT);
        second.ready = [&](std::uint32_t events) {
            m_log->add(events == EPOLLIN ? "second" : "wrong");
            second.unwatch();
        };
        second.outside.send("x");
        QTRY_COMPARE(m_log->text(), QByteArray("second"));
    });
}

WINDSOCK_TEST(WatcherTest)
#include "watchertest.moc"
