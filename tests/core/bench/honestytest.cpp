// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said beside a run's figures: who was the limit, what an open loop shows, what failed, what was not counted.
#include "core/bench/honesty.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;
using namespace std::chrono_literals;

namespace {

/// 1,000 requests of 2 ms; a generator that was late by 40 µs and busy for 31 %.
Run aRun()
{
    Run run = madeRun(1000, [](std::size_t) { return 2'000; });
    run.generator.busy = 0.31;
    run.generator.lateness.record(40us, 100);
    return run;
}

/// The one remark of that level that has `part`; its text.
QString textOf(const Run& run, Level level, const char* part)
{
    for (const Remark& remark : remarksOf(run)) {
        if (remark.level == level && remark.text.contains(QString::fromLatin1(part)))
            return remark.text;
    }
    return {};
}

} // namespace

class HonestyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theServerWasTheLimit();
    void theGeneratorWasTheLimit();
    void openLoops();
    void anOpenLoopThatCouldNotBeKept();
    void webSocketsTellHowTheyConnected();
    void failures();
    void circumstances();
    void filesTellLess();
    void runsThatCouldNotBeRun();
};

void HonestyTest::theServerWasTheLimit()
{
    const auto remarks = remarksOf(aRun());
    QCOMPARE(remarks.size(), 3u);
    QCOMPARE(remarks[0].text,
             QStringLiteral("Latency: p50 2.00 ms, p90 2.00 ms, p99 2.00 ms, p99.9 2.00 ms, max 2.00 ms."));
    QCOMPARE(remarks[1].text, QStringLiteral("The server was the limit: the generator was late by 0.040 ms at p99 and "
                                             "busy 31 % of its time."));
    QCOMPARE(remarks[1].level, Level::Good);
    QCOMPARE(remarks[2].text, QStringLiteral("No errors."));
}

void HonestyTest::theGeneratorWasTheLimit()
{
    Run run = aRun();
    run.generator.busy = 0.9;
    QCOMPARE(limitOf(run), Limit::Generator);
    QVERIFY(textOf(run, Level::Warning, "busy 90 %").startsWith(QStringLiteral("The generator was the limit: ")));
    run.generator.busy = 0.5;
    run.generator.lateness.record(1'000us, 100); // not over a millisecond
    QCOMPARE(limitOf(run), Limit::Server);
    run.generator.lateness.record(1'100us, 1000);
    QCOMPARE(limitOf(run), Limit::Generator);
    run.latency.clear();
    run.latency.record(20ms, 1000); // not a tenth of that
    QCOMPARE(limitOf(run), Limit::Server);
}

void HonestyTest::openLoops()
{
    Run run = aRun();
    run.plan.rate = 10'000;
    QCOMPARE(limitOf(run), Limit::Rate);
    QVERIFY(!textOf(run, Level::Good, "the rate of 10,000 requests a second was kept").isEmpty());
    QVERIFY(!textOf(run, Level::Plain, "from the intended time: p50 2.00 ms").isEmpty());
    QVERIFY(!textOf(run, Level::Plain, "from the true send: p50 2.00 ms").isEmpty());
    QVERIFY(!textOf(run, Level::Note, "Both are the same").isEmpty());
    for (std::size_t i = 900; i < 1000; ++i)
        run.samples[i].delay = 48'000;
    run.latency.record(50ms, 100);
    run.service.record(2ms, 100);
    QVERIFY(!textOf(run, Level::Note, "(coordinated omission), which would hide 48.00 ms at p99.").isEmpty());
    QVERIFY(!textOf(run, Level::Plain, "from the intended time: p50 2.00 ms, p90 2.00 ms, p99 50.00 ms").isEmpty());
}

void HonestyTest::anOpenLoopThatCouldNotBeKept()
{
    Run run = aRun(); // 10,000 a second
    run.plan.rate = 20'000;
    QCOMPARE(limitOf(run), Limit::Server);
    QVERIFY(!textOf(run, Level::Warning, "of 20,000 requests a second it answered 10,000").isEmpty());
}

void HonestyTest::webSocketsTellHowTheyConnected()
{
    Run run = aRun();
    run.connect.record(3ms, 100);
    QVERIFY(textOf(run, Level::Plain, "handshake").isEmpty());
    run.plan.target.webSocket = true;
    QVERIFY(textOf(run, Level::Plain, "handshake (100 WebSockets): p50 3.00 ms").startsWith(QStringLiteral("Conn")));
}

void HonestyTest::failures()
{
    Run run = aRun();
    run.failures = {2, 3, 4, 7};
    run.failure = "Nobody answered at 127.0.0.1:8000.\x1b[2J";
    QCOMPARE(textOf(run, Level::Failed, "failed"),
             QStringLiteral("12 requests failed: Nobody answered at 127.0.0.1:8000.\\x1b[2J"));
    QVERIFY(!textOf(run, Level::Note, "in no latency").isEmpty());
    QVERIFY(!textOf(run, Level::Note, "4 answers had another length").isEmpty());
    QVERIFY(textOf(run, Level::Good, "No errors.").isEmpty());
    run.failures = {};
    run.badStatus = 1;
    QVERIFY(!textOf(run, Level::Warning, "1 answer had a status other than 2xx").isEmpty());
    QVERIFY(textOf(run, Level::Good, "No errors.").isEmpty());
}

void HonestyTest::circumstances()
{
    Run run = aRun();
    run.plan.warmUp = 200;
    run.plan.requests = 2000;
    run.stopped = true;
    QVERIFY(!textOf(run, Level::Note, "Warm-up: 200 requests, not counted.").isEmpty());
    QVERIFY(!textOf(run, Level::Warning, "Stopped before its end: 1,000 of 2,000 requests.").isEmpty());
}

void HonestyTest::filesTellLess()
{
    Run run = madeRun(10, [](std::size_t) { return 2'000; });
    run.source = "x.txt";
    run.taken = 0us;
    QCOMPARE(limitOf(run), Limit::Unknown);
    QVERIFY(!textOf(run, Level::Note, "does not tell whether").isEmpty());
    QVERIFY(!textOf(run, Level::Note, "cannot be told from the file, which has whole seconds").isEmpty());
    run.taken = 1s;
    QVERIFY(!textOf(run, Level::Note, "is estimated: the file has whole seconds").isEmpty());
    QVERIFY(textOf(run, Level::Good, "No errors.").isEmpty());
}

void HonestyTest::runsThatCouldNotBeRun()
{
    Run run;
    run.error = "Nobody listens at 127.0.0.1:1: start the server first.";
    const auto remarks = remarksOf(run);
    QCOMPARE(remarks.size(), 1u);
    QCOMPARE(remarks[0].level, Level::Failed);
    Run none;
    none.failures.exceptions = 5;
    QVERIFY(!textOf(none, Level::Failed, "No request was answered.").isEmpty());
    QVERIFY(!textOf(none, Level::Failed, "5 requests failed: no reason is known.").isEmpty());
}

WINDSOCK_TEST(HonestyTest)
#include "honestytest.moc"
