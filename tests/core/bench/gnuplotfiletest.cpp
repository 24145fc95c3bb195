// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ab's -g files: written as ab wrote them, read back, and everything that is no such file told in a sentence.
#include "core/bench/gnuplotfile.h"
#include "core/bench/ancestorfiles.h"
#include "core/bench/ranks.h"
#include "core/bench/wholefile.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/changedvariable.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <ctime>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

namespace {

const QByteArray head = "starttime\tseconds\tctime\tdtime\tttime\twait\n";
const QByteArray row = "Mon May 02 09:40:55 2016\t1462174855\t1\t19\t20\t18\n";

Result<Run> parse(const QByteArray& bytes)
{
    return parseGnuplot({bytes.constData(), static_cast<std::size_t>(bytes.size())}, QStringLiteral("x.txt"));
}

QString fixture(const char* name)
{
    return QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/bench/py27-django18/") + QString::fromLatin1(name);
}

} // namespace

class GnuplotFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWhatAbWrote_data();
    void writesWhatAbWrote();
    void writesTheLatencyOfAnOpenLoop();
    void readsWhatItWrote();
    void readsTheAncestorsFiles();
    void readsOtherFiles();
    void toleratesLineEndsBlanksAndMoreColumns();
    void ordersByTheBegin();
    void refuses_data();
    void refuses();
    void cutAnywhereItIsReadOrRefused();
    void namesWithPercentSigns();
    void filesThatCannotBeRead();
    void titles();
};

void GnuplotFileTest::writesWhatAbWrote_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"keepalive", "closing", "vary", "mixed", "post", "head", "empty", "one", "fast", "warn"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void GnuplotFileTest::writesWhatAbWrote()
{
    QFETCH(QString, name);
    const windsock::test::ChangedVariable zone("TZ", "UTC");
    tzset();
    QCOMPARE(QByteArray::fromStdString(toGnuplot(abRun(name))), abFile(name + QStringLiteral(".tsv")));
}

void GnuplotFileTest::writesTheLatencyOfAnOpenLoop()
{
    Run run = madeRun(1, [](std::size_t) { return 7'000; });
    run.samples[0].delay = 5'000;
    run.samples[0].connect = 2'000;
    QVERIFY(toGnuplot(run).ends_with("\t1462174855\t2\t10\t12\t7\n"));
}

void GnuplotFileTest::readsWhatItWrote()
{
    const Run run = abRun(QStringLiteral("keepalive"));
    const auto read = parse(QByteArray::fromStdString(toGnuplot(run)));
    QVERIFY(read);
    QCOMPARE(read->complete, 20u);
    QCOMPARE(read->samples.size(), 20u);
    QCOMPARE(read->latency.max().count(), 14'000);
    QCOMPARE(toGnuplot(*read), toGnuplot(run));
}

void GnuplotFileTest::readsTheAncestorsFiles()
{
    const auto run = readGnuplotFile(fixture("02-django-polls.txt"));
    QVERIFY(run);
    QCOMPARE(run->plan.name, std::string("/polls (Django)"));
    QCOMPARE(run->plan.target.path, std::string("/polls/"));
    QCOMPARE(run->plan.connections, 100);
    QVERIFY(run->plan.keepAlive);
    QCOMPARE(run->source, fixture("02-django-polls.txt").toStdString());
    QCOMPARE(run->complete, 40u);
    QCOMPARE(run->plan.requests, 40u);
    QCOMPARE(run->started, Wall(std::chrono::seconds(1462174863)));
    QCOMPARE(ranksOf(*run).percentile(50), 346'000);
    QCOMPARE(run->latency.max().count(), 438'000);
    QVERIFY(perSecond(*run) > 290 && perSecond(*run) < 340); // 100 at once, a third of a second each
}

void GnuplotFileTest::readsOtherFiles()
{
    const auto brief = parse(head + row + row);
    QVERIFY(brief);
    QCOMPARE(brief->plan.name, std::string("x"));
    QCOMPARE(brief->plan.connections, 0);
    QCOMPARE(brief->taken.count(), 0); // whole seconds do not tell
    QByteArray later = row;
    later.replace("1462174855", "1462174875");
    const auto longer = parse(head + row + later);
    QCOMPARE(longer->taken.count(), 20'020'000);
    QCOMPARE(longer->samples[1].begun, 20'000'000);
}

void GnuplotFileTest::toleratesLineEndsBlanksAndMoreColumns()
{
    QByteArray dos = "\n" + head + "\n" + row + "   \n" + row;
    dos.replace("\n", "\r\n");
    QCOMPARE(parse(dos)->complete, 2u);
    const auto wide = parse("starttime\tseconds\tctime\tdtime\tttime\twait\tmore\n" + row.trimmed() + "\tx\ty\n");
    QCOMPARE(wide->complete, 1u);
    QCOMPARE(wide->samples[0].wait, 18'000u);
    QCOMPARE(parse(head + row.trimmed())->complete, 1u); // without its last line end
}

void GnuplotFileTest::ordersByTheBegin()
{
    QByteArray earlier = row;
    earlier.replace("1462174855", "1462174854").replace("\t20\t", "\t30\t");
    const auto run = parse(head + row + earlier);
    QCOMPARE(run->samples[0].total, 30'000u);
    QCOMPARE(run->samples[1].begun, 1'000'000);
}

void GnuplotFileTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto with = [](const QByteArray& from, const QByteArray& to) {
        return QByteArray(head + row + QByteArray(row).replace(from, to));
    };
    QTest::newRow("empty") << QByteArray() << QStringLiteral("x.txt is empty");
    QTest::newRow("blank") << QByteArray("\n\r\n \n") << QStringLiteral("x.txt is empty");
    QTest::newRow("only the head") << head << QStringLiteral("no request");
    QTest::newRow("another file") << QByteArray("This is ApacheBench\n")
                                  << QStringLiteral("line 1: no file that ab -g");
    QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11)
                            << QStringLiteral("line 1: no file that ab -g");
    QTest::newRow("no head") << row << QStringLiteral("line 1: no file that ab -g");
    QTest::newRow("no number") << with("\t20\t", "\tx\t") << QStringLiteral("line 3: ttime is \"x\" and not a number");
    QTest::newRow("a point") << with("\t1\t", "\t1.5\t") << QStringLiteral("line 3: ctime is \"1.5\" and not");
    QTest::newRow("negative") << with("\t19\t", "\t-19\t") << QStringLiteral("line 3: dtime is \"-19\", and no time");
    QTest::newRow("too large") << with("\t18\n", "\t4000001\n") << QStringLiteral("line 3: wait is \"4000001\", over");
    QTest::newRow("far too large") << with("\t18\n", "\t99999999999999999999\n") << QStringLiteral("over 4000000");
    QTest::newRow("no such year") << with("1462174855", "11462174856") << QStringLiteral("line 3: seconds is");
    QTest::newRow("a column less") << with("\t18\n", "\n") << QStringLiteral("line 3: wait is \"\" and not a number");
    QTest::newRow("a zero byte") << with("\t18\n", QByteArray("\t1\0\n", 4)) << QStringLiteral("wait is \"1?\"");
}

void GnuplotFileTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const auto run = parse(bytes);
    QVERIFY(!run);
    QVERIFY2(run.error().sentence.contains(part), qPrintable(run.error().sentence));
    QVERIFY(run.error().sentence.startsWith(QStringLiteral("x.txt")) && run.error().sentence.endsWith(u'.'));
    QCOMPARE(run.error().code, ErrorCode::Invalid);
}

void GnuplotFileTest::cutAnywhereItIsReadOrRefused()
{
    const QByteArray whole = head + row + row;
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        const auto run = parse(whole.left(size));
        if (run)
            QVERIFY(run->complete == 1 || run->complete == 2);
        else
            QVERIFY(run.error().sentence.endsWith(u'.'));
    }
}

void GnuplotFileTest::namesWithPercentSigns()
{
    const auto run = parseGnuplot("x", QStringLiteral("50%2%3.txt"));
    QVERIFY2(run.error().sentence.startsWith(QStringLiteral("50%2%3.txt, line 1: no file")),
             qPrintable(run.error().sentence));
}

void GnuplotFileTest::filesThatCannotBeRead()
{
    const windsock::test::TestFolder folder;
    const auto missing = readGnuplotFile(folder.path(QStringLiteral("none.txt")));
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QCOMPARE(readGnuplotFile(folder.path()).error().code, ErrorCode::Invalid);
    const QString big = folder.write(QStringLiteral("big"), QByteArray(3'000'000, 'x'));
    QVERIFY(readFile(big, 2'000'000).error().sentence.contains(QStringLiteral("too large")));
    QCOMPARE(readFile(big, 3'000'000)->size(), 3'000'000);
    QVERIFY(writeFile(folder.path(QStringLiteral("new")), "text"));
    QCOMPARE(*readFile(folder.path(QStringLiteral("new")), 10), QByteArray("text"));
    QCOMPARE(writeFile(folder.path(QStringLiteral("no/new")), "").error().code, ErrorCode::NotFound);
    QCOMPARE(writeFile(folder.path(), "").error().code, ErrorCode::Failed);
}

void GnuplotFileTest::titles()
{
    std::vector<std::shared_ptr<const Run>> runs;
    QCOMPARE(titleOf(runs), QString());
    for (const char* name : {"01-hello-tornado.txt", "02-django-polls.txt", "03-django-admin.txt"})
        runs.push_back(std::make_shared<Run>(*readGnuplotFile(fixture(name))));
    QCOMPARE(titleOf(runs), QStringLiteral("Tornado (py27-django18): ab -k -n 40 -c 100"));
    Run other = *runs[0];
    other.source = "/somewhere/mine/a.tsv";
    other.plan.connections = 0;
    QCOMPARE(titleOf({std::make_shared<Run>(other)}), QStringLiteral("mine: 40 requests"));
    const Run made = madeRun(2000, [](std::size_t) { return 1; });
    QCOMPARE(titleOf({std::make_shared<Run>(made)}),
             QStringLiteral("http://127.0.0.1:8000: 2,000 requests, 100 at once"));
    QCOMPARE(titleOf({runs[0], std::make_shared<Run>(made)}), QStringLiteral("100 at once"));
}

WINDSOCK_TEST(GnuplotFileTest)
#include "gnuplotfiletest.moc"
