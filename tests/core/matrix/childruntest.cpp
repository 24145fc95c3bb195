// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Running a program to its end: what it says, how it ends, and that nothing is left of it when it is made to.
#include "core/matrix/childrun.h"
#include "core/base/clock.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <signal.h>

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::matrix;

namespace {

bool isAlive(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray state = stat.readAll();
    return state.mid(state.lastIndexOf(')') + 2, 1) != "Z";
}

} // namespace

class ChildRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatItSaysAndHowItEnds_data();
    void whatItSaysAndHowItEnds();
    void whoIsNotThere();
    void theEnvironmentAndTheFolder();
    void ofMuchTheEnd();
    void theLimitEndsTheWholeFamily();
    void whoLeavesSomebodyBehind();
    void cancelled();
    void cancelledBeforehand();
    void signalsAreAsProgramsExpectThem();
    void lastLines_data();
    void lastLines();

private:
    ChildRun sh(const QString& script, std::chrono::milliseconds limit = 20s)
    {
        return runChild({QStringLiteral("/bin/sh"),
                         {QStringLiteral("-c"), script},
                         QProcessEnvironment::systemEnvironment(),
                         m_folder.path()},
                        m_wait, limit);
    }
    qint64 pidIn(const QString& name) const
    {
        QFile file(m_folder.path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }

    const test::TestFolder m_folder;
    std::function<bool()> m_enough;
    const Wait m_wait{[this] { return m_enough(); }};
};

void ChildRunTest::init()
{
    m_enough = [] { return false; };
}

void ChildRunTest::whatItSaysAndHowItEnds_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("output");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("crashed");
    const auto row = [](const char* script, const char* output, int exitCode, bool crashed = false) {
        QTest::newRow(script) << QString::fromLatin1(script) << QString::fromUtf8(output) << exitCode << crashed;
    };
    row("echo a; echo b >&2; echo c", "a\nb\nc\n", 0);
    row("printf 'no newline'; exit 3", "no newline", 3);
    row("true", "", 0);
    row("printf '\\303\\244'", "ä", 0);
    row("cat; echo end", "end\n", 0); // its input is empty
    row("exec 0<&- 1>&- 2>&-; exit 4", "", 4);
    row("kill -SEGV $$", "", SIGSEGV, true);
}

void ChildRunTest::whatItSaysAndHowItEnds()
{
    QFETCH(QString, script);
    const ChildRun run = sh(script);
    QVERIFY(run.started && run.inTime);
    QTEST(run.output, "output");
    QTEST(run.exitCode, "exitCode");
    QTEST(run.crashed, "crashed");
    QCOMPARE(run.worked(), run.exitCode == 0);
}

void ChildRunTest::whoIsNotThere()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    for (const char* program : {"/nowhere/python3", "no-such-program", "/", ""}) {
        const ChildRun run = runChild({QString::fromLatin1(program), {}, {}, {}}, m_wait, 20s);
        QVERIFY(!run.started);
        QVERIFY(!run.worked());
        QCOMPARE(run.output, QString());
    }
    const ChildRun run = runChild({QStringLiteral("/bin/true"), {}, {}, QStringLiteral("/nowhere")}, m_wait, 20s);
    QVERIFY(!run.worked());
}

void ChildRunTest::theEnvironmentAndTheFolder()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("WORD"), QStringLiteral("hi"));
    const ChildRun run = runChild({QStringLiteral("/bin/sh"),
                                   {QStringLiteral("-c"), QStringLiteral("echo $WORD $HOME; pwd -P")},
                                   environment,
                                   m_folder.path()},
                                  m_wait, 20s);
    QCOMPARE(run.output, QStringLiteral("hi\n%1\n").arg(QFileInfo(m_folder.path()).canonicalFilePath()));
}

void ChildRunTest::ofMuchTheEnd()
{
    const ChildRun run = sh(QStringLiteral("head -c 10485760 /dev/zero | tr '\\0' x; echo end"), 60s);
    QVERIFY(run.worked());
    QCOMPARE(run.output.size(), 256 * 1024);
    QVERIFY(run.output.endsWith(QStringLiteral("xend\n")));
}

void ChildRunTest::theLimitEndsTheWholeFamily()
{
    const auto begun = MonotonicClock::now();
    const ChildRun run = sh(QStringLiteral("sh -c 'echo $$ > grandchild; exec sleep 600' & echo $$ > child\n"
                                           "trap '' TERM; echo before; while :; do sleep 0.05; done"),
                            2s);
    QVERIFY(MonotonicClock::now() - begun < 10s);
    QVERIFY(run.started && !run.inTime && !run.worked() && !run.crashed);
    QCOMPARE(run.output, QStringLiteral("before\n"));
    for (const char* name : {"child", "grandchild"}) {
        const qint64 pid = pidIn(QString::fromLatin1(name));
        QVERIFY(pid > 0);
        QTRY_VERIFY(!isAlive(pid));
    }
}

void ChildRunTest::whoLeavesSomebodyBehind()
{
    const auto begun = MonotonicClock::now();
    const ChildRun run = sh(QStringLiteral("sleep 600 & echo $! > left; echo done"));
    QVERIFY(MonotonicClock::now() - begun < 10s); // whose standard output is still open
    QVERIFY(run.worked());
    QCOMPARE(run.output, QStringLiteral("done\n"));
    QTRY_VERIFY(!isAlive(pidIn(QStringLiteral("left"))));
}

void ChildRunTest::cancelled()
{
    QFile::remove(m_folder.path(QStringLiteral("running")));
    m_enough = [this] { return pidIn(QStringLiteral("running")) > 0; };
    const auto begun = MonotonicClock::now();
    const ChildRun run = sh(QStringLiteral("echo $$ > running; exec sleep 600"), 600s);
    QVERIFY(MonotonicClock::now() - begun < 10s);
    QVERIFY(run.started && !run.inTime);
    QVERIFY(!isAlive(pidIn(QStringLiteral("running"))));
}

void ChildRunTest::cancelledBeforehand()
{
    m_enough = [] { return true; };
    const auto begun = MonotonicClock::now();
    QVERIFY(!sh(QStringLiteral("exec sleep 600"), 600s).worked());
    QVERIFY(MonotonicClock::now() - begun < 1900ms); // there is somebody to kill, though it may have no group yet
}

/// Ours are blocked in the program for signalfd, which a child would inherit.
void ChildRunTest::signalsAreAsProgramsExpectThem()
{
    sigset_t stop;
    sigset_t before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &stop, &before);
    const ChildRun run = sh(QStringLiteral("kill -TERM $$; echo deaf"));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    QVERIFY2(run.crashed, qPrintable(run.output));
    QCOMPARE(run.exitCode, SIGTERM);
}

void ChildRunTest::lastLines_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("last");
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("blank") << QStringLiteral("\n  \n\t\n") << QString();
    QTest::newRow("one") << QStringLiteral("a") << QStringLiteral("a");
    QTest::newRow("blank behind") << QStringLiteral("a\n  b\r\n\n \n") << QStringLiteral("b");
}

void ChildRunTest::lastLines()
{
    QFETCH(QString, output);
    QTEST(lastLineOf(output), "last");
}

WINDSOCK_TEST(ChildRunTest)
#include "childruntest.moc"
