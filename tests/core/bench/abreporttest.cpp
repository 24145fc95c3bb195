// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report against what Debian's ab printed of the same figures, byte for byte; and what ab has no case of.
#include "core/bench/abreport.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

class AbReportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printsWhatAbPrinted_data();
    void printsWhatAbPrinted();
    void failuresByKind();
    void openLoopCountsFromTheIntendedTime();
    void withoutAllSamplesItSaysSo();
    void withoutAnySampleItSaysSo();
    void webSocketsKeepNothingAlive();
    void nothingWasDone();
    void ofAFileItHasWhatIsKnown();
    void serversDoNotDriveTheTerminal();
};

void AbReportTest::printsWhatAbPrinted_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"keepalive", "closing", "vary", "mixed", "post", "head", "empty", "one", "fast", "warn", "int"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void AbReportTest::printsWhatAbPrinted()
{
    QFETCH(QString, name);
    const Run run = abRun(name);
    const std::string text = abReport(run);
    QCOMPARE(QByteArray::fromStdString(text), abFile(name + QStringLiteral(".txt")));
}

void AbReportTest::failuresByKind()
{
    Run run = madeRun(10, [](std::size_t) { return 1000; });
    run.failures = {1, 2, 3, 4};
    const std::string text = abReport(run);
    QVERIFY(text.find("Failed requests:        10\n   (Connect: 1, Receive: 2, Length: 3, Exceptions: 4)\n") !=
            std::string::npos);
}

void AbReportTest::openLoopCountsFromTheIntendedTime()
{
    Run run = madeRun(3, [](std::size_t) { return 2000; });
    run.plan.rate = 100;
    run.samples.back().delay = 40'000;
    const std::string text = abReport(run);
    QVERIFY2(text.find("Total:          2   15  23.1     22      42\n") != std::string::npos, text.c_str());
    QVERIFY(text.find(" 100%     42 (longest request)\n") != std::string::npos);
}

void AbReportTest::withoutAllSamplesItSaysSo()
{
    Run run = madeRun(1000, [](std::size_t i) { return static_cast<std::uint32_t>(i) * 1000; });
    run.samples.resize(100);
    const std::string text = abReport(run);
    QVERIFY2(text.find("Total:          0  500 288") != std::string::npos, text.c_str());
    QVERIFY(text.find("Processing:     0   50  29.0     50      99\n") != std::string::npos);
    QVERIFY(text.find("those of all requests, from a histogram") != std::string::npos);
    QVERIFY(text.find("of the first 100 requests") != std::string::npos);
    QVERIFY(text.find(" 100%    999 (longest request)\n") != std::string::npos);
}

void AbReportTest::withoutAnySampleItSaysSo()
{
    Run run = madeRun(10, [](std::size_t) { return 7'000; });
    run.samples.clear();
    const std::string text = abReport(run);
    QVERIFY2(text.find("median   max\nTotal:          7    7   0.0      7       7\n") != std::string::npos,
             text.c_str());
    QVERIFY(text.find("from a histogram") != std::string::npos);
    QVERIFY(text.find("kept one by one") == std::string::npos);
}

void AbReportTest::webSocketsKeepNothingAlive()
{
    Run run = madeRun(2, [](std::size_t) { return 1000; });
    run.plan.target.webSocket = true;
    QVERIFY(abReport(run).find("Keep-Alive") == std::string::npos);
}

void AbReportTest::nothingWasDone()
{
    const std::string text = abReport(Run());
    QVERIFY2(
        QByteArray::fromStdString(text).endsWith("Total transferred:      0 bytes\nHTML transferred:       0 bytes\n"),
        text.c_str());
}

void AbReportTest::ofAFileItHasWhatIsKnown()
{
    Run run = madeRun(10, [](std::size_t) { return 7'000; });
    run.source = "x.txt";
    run.plan.target = {};
    run.plan.connections = 0;
    run.taken = microseconds(0);
    QVERIFY2(abReport(run).starts_with("Complete requests:      10\n\nConnection Times (ms)\n"), abReport(run).c_str());
    run.plan.target.path = "/polls/";
    run.plan.connections = 100;
    run.taken = microseconds(1'000'000);
    const std::string text = abReport(run);
    QVERIFY(text.starts_with("Document Path:          /polls/\nConcurrency Level:      100\n"));
    QVERIFY(text.find("Requests per second:    10.00 [#/sec] (mean)\n") != std::string::npos);
    QVERIFY(text.find("Failed") == std::string::npos && text.find("ransfer") == std::string::npos);
}

void AbReportTest::serversDoNotDriveTheTerminal()
{
    Run run;
    run.server = "evil\x1b[2J";
    QVERIFY(abReport(run).find('\x1b') == std::string::npos);
}

WINDSOCK_TEST(AbReportTest)
#include "abreporttest.moc"
