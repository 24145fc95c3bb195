// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoThread and IoLoop: start, stop, callbacks from other threads, and objects that die at the turn's end.
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <thread>

using windsock::net::IoLoop;
using windsock::net::IoThread;
using windsock::test::EventLog;

namespace {

/// Says when it dies.
struct Mortal
{
    EventLog& log;
    explicit Mortal(EventLog& logOf)
        : log(logOf)
    {
    }
    Mortal(const Mortal&) = delete;
    Mortal& operator=(const Mortal&) = delete;
    ~Mortal() { log.add("died"); }
};

} // namespace

class IoThreadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAndStopsAHundredTimes()
    {
        for (int i = 0; i < 100; ++i) {
            IoThread thread(QStringLiteral("test"));
            QCOMPARE(thread.call([i] { return i; }), i);
        }
    }

    void runsCallbacksOnItsOwnThread()
    {
        IoThread thread(QStringLiteral("io-0"));
        QVERIFY(thread.call([] { return QThread::currentThread(); }) != QThread::currentThread());
        QCOMPARE(thread.call([] { return QThread::currentThread()->objectName(); }), QStringLiteral("io-0"));
        QVERIFY(thread.call([&] { return thread.loop().context()->thread() == QThread::currentThread(); }));
    }

    void callbacksRunInOrder();
    void callbacksOfManyThreadsAllRun();
    void aCallbackMayAddAnother();
    void callbacksNotYetRunAreDropped();
    void theRetiredDieAtTheTurnsEnd();
    void theRetiredAreGoneBeforeTheNextCallback();
    void theRetiredDieWithTheLoop();
    void anEventPostedFromOutsideWakes();
};

void IoThreadTest::callbacksRunInOrder()
{
    IoThread thread(QStringLiteral("test"));
    std::vector<int> seen;
    for (int i = 0; i < 1000; ++i)
        thread.loop().addCallback([&seen, i] { seen.push_back(i); });
    const std::vector<int> all = thread.call([&] { return seen; });
    QCOMPARE(all.size(), std::size_t(1000));
    QVERIFY(std::is_sorted(all.begin(), all.end()));
}

void IoThreadTest::callbacksOfManyThreadsAllRun()
{
    IoThread thread(QStringLiteral("test"));
    int count = 0; // touched on the loop's thread alone
    const auto add = [&] {
        for (int i = 0; i < 5000; ++i)
            thread.loop().addCallback([&count] { ++count; });
    };
    std::thread first(add);
    std::thread second(add);
    first.join();
    second.join();
    QCOMPARE(thread.call([&] { return count; }), 10000);
}

void IoThreadTest::aCallbackMayAddAnother()
{
    IoThread thread(QStringLiteral("test"));
    EventLog log;
    thread.loop().addCallback([&] {
        thread.loop().addCallback([&] { log.add("second"); });
        log.add("first");
    });
    QVERIFY(log.wait("second"));
    QCOMPARE(log.text(), QByteArray("first second"));
}

void IoThreadTest::callbacksNotYetRunAreDropped()
{
    EventLog log;
    {
        IoThread thread(QStringLiteral("test"));
        IoLoop& loop = thread.loop();
        thread.call([&] {
            QThread::currentThread()->quit(); // this turn is the last
            auto captured = std::make_shared<Mortal>(log);
            loop.addCallback([&log, captured] { log.add("ran"); });
        });
    }
    QCOMPARE(log.text(), QByteArray("died")); // and what it held went with it
}

void IoThreadTest::theRetiredDieAtTheTurnsEnd()
{
    IoThread thread(QStringLiteral("test"));
    EventLog log;
    thread.loop().addCallback([&] {
        thread.loop().retire(std::make_unique<Mortal>(log));
        thread.loop().retire(std::unique_ptr<Mortal>());
        log.add("callback's end");
    });
    QVERIFY(log.wait("died"));
    QCOMPARE(log.text(), QByteArray("callback's end died"));
}

void IoThreadTest::theRetiredAreGoneBeforeTheNextCallback()
{
    IoThread thread(QStringLiteral("test"));
    EventLog log;
    thread.loop().addCallback([&] {
        thread.loop().addCallback([&] { thread.loop().retire(std::make_unique<Mortal>(log)); });
        thread.loop().addCallback([&] { log.add("next"); }); // of the same turn
    });
    QVERIFY(log.wait("next"));
    QCOMPARE(log.text(), QByteArray("died next"));
}

void IoThreadTest::theRetiredDieWithTheLoop()
{
    EventLog log;
    {
        IoThread thread(QStringLiteral("test"));
        QObject* context = thread.loop().context();
        thread.call([&] {
            connect(context, &QObject::destroyed, context, [&log] { log.add("loop's end"); });
            QThread::currentThread()->quit();
            thread.loop().retire(std::make_unique<Mortal>(log));
        });
    }
    QCOMPARE(log.count("died"), std::size_t(1));
}

void IoThreadTest::anEventPostedFromOutsideWakes()
{
    IoThread thread(QStringLiteral("test"));
    EventLog log;
    QMetaObject::invokeMethod(
        thread.loop().context(), [&] { log.add("woken"); }, Qt::QueuedConnection);
    QVERIFY(log.wait("woken"));
    int value = 0;
    QMetaObject::invokeMethod(
        thread.loop().context(), [&] { value = 7; }, Qt::BlockingQueuedConnection);
    QCOMPARE(value, 7);
}

WINDSOCK_TEST(IoThreadTest)
#include "iothreadtest.moc"
