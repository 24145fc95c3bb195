// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a measurement of blocking comes to: plans, round trips with lost ones, the answer in words, table and JSON.
#include "core/bench/blockingreport.h"
#include "tests/support/testregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::bench;

namespace {

Target target(const char* url)
{
    return *parseTarget(QString::fromLatin1(url));
}

/// 100 echoes, of which so many are lost; the others took `time` each.
std::shared_ptr<Run> echoes(microseconds time, std::uint64_t lost = 0)
{
    auto run = std::make_shared<Run>();
    run->plan.requests = 100;
    run->complete = 100 - lost;
    run->latency.record(time, run->complete);
    return run;
}

std::shared_ptr<Run> pages(std::uint64_t bad = 0)
{
    auto run = std::make_shared<Run>();
    run->plan = pagePlan(target("http://127.0.0.1/polls/"), {});
    run->complete = 2500;
    run->badStatus = bad;
    run->taken = 5s;
    return run;
}

BlockingResult result(Arrangement arrangement, microseconds loaded, std::uint64_t lost = 0)
{
    const int count = arrangement == Arrangement::Threads ? 4 : arrangement == Arrangement::Processes ? 2 : 1;
    return {arrangement, count, echoes(200us), echoes(loaded, lost), pages()};
}

BlockingResults results(microseconds loop, microseconds threads, microseconds processes)
{
    return {result(Arrangement::Loop, loop), result(Arrangement::Threads, threads),
            result(Arrangement::Processes, processes)};
}

} // namespace

class BlockingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plansCanBeRun();
    void echoesAreAnOpenLoopThatIsAwaited();
    void lostEchoesCountAsTheirLimit();
    void failuresAreCounted();
    void timesInWords();
    void yes();
    void yesWhenAllWereLost();
    void no();
    void slowEverywhereIsNo();
    void unknown();
    void doubts();
    void theTableIsAligned();
    void json();
};

void BlockingTest::plansCanBeRun()
{
    QVERIFY(check(echoPlan(target("ws://127.0.0.1/ws"), 5s)));
    QVERIFY(check(echoPlan(target("ws://127.0.0.1/ws"), 1ms)));
    QVERIFY(check(pagePlan(target("http://127.0.0.1/"), {})));
    QVERIFY(check(firstPagesPlan(target("http://127.0.0.1/"))));
}

void BlockingTest::echoesAreAnOpenLoopThatIsAwaited()
{
    const Plan plan = echoPlan(target("ws://127.0.0.1/ws"), 5s);
    QCOMPARE(plan.rate, 50.0);
    QCOMPARE(plan.requests, std::uint64_t(250));
    QVERIFY(plan.duration == 5s + echoLimit); // its end is that of the last echo, not of the time
    QCOMPARE(plan.connections, 50);
}

void BlockingTest::lostEchoesCountAsTheirLimit()
{
    const auto run = echoes(1ms, 5);
    QCOMPARE(lostEchoes(*run), std::uint64_t(5));
    QVERIFY(roundTrip(*run, 50) < 2ms);
    QVERIFY(roundTrip(*run, 99) == echoLimit);
    QVERIFY(roundTrip(*echoes(1ms), 100) == 1ms);
    QVERIFY(roundTrip(*echoes(1ms, 100), 50) == echoLimit); // not one came back
    const Run drawn = withLost(*run);
    QCOMPARE(drawn.complete, std::uint64_t(100));
    QVERIFY(drawn.latency.max() == echoLimit);
    QVERIFY(withLost(*echoes(1ms)).latency.max() == 1ms);
}

void BlockingTest::failuresAreCounted()
{
    BlockingResult some = result(Arrangement::Loop, 1ms, 5);
    auto bad = pages(7);
    bad->failures.receive = 2;
    some.pages = bad;
    QCOMPARE(failuresOf(some), std::uint64_t(14));
}

void BlockingTest::timesInWords()
{
    QCOMPARE(asMilliseconds(360us), std::string("0.36 ms"));
    QCOMPARE(asMilliseconds(3'700us), std::string("3.7 ms"));
    QCOMPARE(asMilliseconds(148'400us), std::string("148 ms"));
    QCOMPARE(asMilliseconds(1'500ms), std::string("1.5 s"));
    QCOMPARE(nameOf(result(Arrangement::Threads, 1ms)), std::string("on 4 threads"));
}

void BlockingTest::yes()
{
    const BlockingResults measured = results(148ms, 3'700us, 360us);
    QCOMPARE(blocked(measured), Blocked::Yes);
    QCOMPARE(verdict(measured),
             std::string("Yes: on the loop the echo's p99 was 148 ms while pages were served, 411 times that of "
                         "processes (0.36 ms); on 4 threads it was 3.7 ms."));
}

void BlockingTest::yesWhenAllWereLost()
{
    const BlockingResults measured = {result(Arrangement::Loop, 1ms, 100), result(Arrangement::Processes, 1ms)};
    QCOMPARE(verdict(measured), std::string("Yes: on the loop the echo's p99 was 10 s or more while pages were served, "
                                            "10000 times that of processes (1.0 ms)."));
}

void BlockingTest::no()
{
    const BlockingResults measured = results(1'200us, 900us, 800us);
    QCOMPARE(blocked(measured), Blocked::No);
    QCOMPARE(verdict(measured),
             std::string("No: on the loop the echo's p99 was 1.2 ms while pages were served, and 0.80 ms in processes; "
                         "on 4 threads it was 0.90 ms: this page is computed too quickly to hold an echo up."));
}

void BlockingTest::slowEverywhereIsNo()
{
    // A machine that has too much to do blocks nobody in particular.
    QCOMPARE(blocked(results(40ms, 30ms, 25ms)), Blocked::No);
    BlockingResults idleToo = results(40ms, 30ms, 1ms);
    idleToo[0].idle = echoes(30ms);
    QCOMPARE(blocked(idleToo), Blocked::No);
}

void BlockingTest::unknown()
{
    const BlockingResults one = {result(Arrangement::Loop, 148ms)};
    QCOMPARE(blocked(one), Blocked::Unknown);
    QVERIFY(verdict(one).starts_with("Not known: "));
    QCOMPARE(blocked({}), Blocked::Unknown);
}

void BlockingTest::doubts()
{
    BlockingResults measured = results(148ms, 3'700us, 2'000us);
    measured[1].pages = pages(12);
    QVERIFY(verdict(measured).ends_with(" But on 4 threads 12 pages failed, and what fails is computed otherwise."));
    measured = results(148ms, 3'700us, 2'000us);
    auto late = echoes(2ms);
    late->generator.lateness.record(1'500us, 100);
    measured[2].loaded = late;
    QVERIFY(verdict(measured).find(" In processes 1.5 ms of the p99 was this program's own lateness") !=
            std::string::npos);
}

void BlockingTest::theTableIsAligned()
{
    const QStringList lines = QString::fromStdString(table(results(148ms, 3'700us, 360us))).split(u'\n');
    QCOMPARE(lines[1].size(), lines[2].size());
    QCOMPARE(lines[2].size(), lines[4].size());
    QCOMPARE(lines[2].simplified(), QStringLiteral("on the loop 0.20 0.20 148 148 148 148 500 0"));
    QVERIFY(lines[4].startsWith(QStringLiteral("in 2 processes ")));
}

void BlockingTest::json()
{
    const QJsonObject whole = QJsonDocument::fromJson(toJson(results(148ms, 3'700us, 360us))).object();
    QCOMPARE(whole[QStringLiteral("wouldBlock")].toString(), QStringLiteral("yes"));
    QVERIFY(whole[QStringLiteral("verdict")].toString().startsWith(QStringLiteral("Yes: ")));
    const QJsonArray measured = whole[QStringLiteral("results")].toArray();
    QCOMPARE(measured.size(), 3);
    const QJsonObject threads = measured[1].toObject();
    QCOMPARE(threads[QStringLiteral("arrangement")].toString(), QStringLiteral("threads"));
    QCOMPARE(threads[QStringLiteral("count")].toInt(), 4);
    QCOMPARE(threads[QStringLiteral("echoLoaded")].toObject()[QStringLiteral("max")].toInt(), 3700);
    QCOMPARE(threads[QStringLiteral("pages")].toObject()[QStringLiteral("perSecond")].toInt(), 500);
}

WINDSOCK_TEST(BlockingTest)
#include "blockingtest.moc"
