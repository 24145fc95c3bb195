// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One worker process, played by small Python programs: its control channel cut anywhere, its last words, its ends.
#include "core/backend/wsgi/workerprocess.h"
#include "tests/support/testregistry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace windsock;
using namespace windsock::backend;

namespace {

/// Writes down what a worker tells, one event a line.
class Notebook final : public WorkerProcess::Watcher
{
public:
    void workerReady(WorkerProcess&, const WorkerReady& told) override
    {
        ready = told;
        text += "ready " + told.python + "\n";
    }
    void workerSaid(const WorkerOutput& output) override
    {
        const char* const kinds[] = {"stdout", "stderr", "traceback"};
        text += std::string(kinds[static_cast<int>(output.kind)]) + " " + std::to_string(output.exchange.value) + " " +
                output.text + "\n";
    }
    void workerWantsReload(WorkerProcess&, const std::string& file) override { text += "reload " + file + "\n"; }
    void workerExited(WorkerProcess&, const std::string& why, const std::string& more) override
    {
        ++exits;
        sentence = why;
        detail = more;
    }

    std::string text;
    WorkerReady ready;
    int exits = 0;
    std::string sentence;
    std::string detail;
};

/// A worker that writes `lines` on its control channel in pieces of `piece` bytes and ends with `code`.
const char* const speaker = R"(
import os, sys
text, piece, code = sys.argv[1].encode(), int(sys.argv[2]), int(sys.argv[3])
for i in range(0, len(text), piece):
    os.write(1, text[i:i + piece])
sys.exit(code)
)";

const char* const everyEvent =
    R"({"event":"ready","pid":1,"python":"3.11.2","implementation":"CPython","framework":"Django 3.2",)"
    R"("static":{"url":"/assets/","folders":[["","/a"],["admin","/b"],["x/","/c"]]},"unapplied":["polls.0001_initial"]})"
    "\n"
    R"({"event":"output","exchange":7,"stream":"stdout","text":"gr\u00fc\u00dfe\n"})"
    "\n"
    R"({"event":"output","exchange":8,"stream":"wsgi.errors","text":"two\nlines\n"})"
    "\n"
    R"({"event":"traceback","exchange":18014398509481984,"text":"Traceback\nValueError\n"})"
    "\n"
    R"({"event":"reload","file":"/x/y.py"})"
    "\n";

const char* const everyEventTold = "ready 3.11.2\nstdout 7 grüße\nstderr 8 two\nlines\n"
                                   "traceback 18014398509481984 Traceback\nValueError\nreload /x/y.py\n";

} // namespace

class WorkerProcessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void controlChannelCutAnywhere_data();
    void controlChannelCutAnywhere();
    void whatReadyTells();
    void nonsenseIsPassedOver();
    void lastLineWithoutItsEnd();
    void failedTellsWhy();
    void diesWithoutAWord();
    void killedBySignal();
    void cannotBeStarted();
    void stderrByLines();
    void stderrWithoutALineEnd();
    void lastWordsAreBounded();
    void lifeline();
    void destructorKills();
    void environmentAndFolder();
    void signalsAreUnblocked();

private:
    WorkerProcess& python(const char* program, const QStringList& arguments = {});
    void speak(const QByteArray& text, int piece = 65536, int code = 0);
    bool over() const { return m_notebook.exits > 0; }

    QTemporaryDir m_dir;
    Notebook m_notebook;
    WorkerProcess::Command m_command;
    std::unique_ptr<WorkerProcess> m_worker;
};

void WorkerProcessTest::init()
{
    m_worker.reset();
    m_notebook = {};
    m_command = {};
}

WorkerProcess& WorkerProcessTest::python(const char* program, const QStringList& arguments)
{
    m_worker = std::make_unique<WorkerProcess>(WorkerId{1}, m_dir.filePath(QStringLiteral("w1")), m_notebook);
    m_command.program = QStringLiteral("/usr/bin/python3");
    m_command.arguments =
        QStringList{QStringLiteral("-S"), QStringLiteral("-c"), QString::fromLatin1(program)} + arguments;
    m_worker->start(m_command);
    return *m_worker;
}

void WorkerProcessTest::speak(const QByteArray& text, int piece, int code)
{
    python(speaker, {QString::fromUtf8(text), QString::number(piece), QString::number(code)});
}

void WorkerProcessTest::controlChannelCutAnywhere_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 64, 100'000})
        QTest::addRow("%d bytes", piece) << piece;
}

void WorkerProcessTest::controlChannelCutAnywhere()
{
    QFETCH(int, piece);
    speak(everyEvent, piece);
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.text, std::string(everyEventTold));
    QCOMPARE(m_notebook.exits, 1);
}

void WorkerProcessTest::whatReadyTells()
{
    speak(everyEvent);
    QTRY_VERIFY(over());
    QVERIFY(m_worker->wasReady());
    const WorkerReady& ready = m_notebook.ready;
    QCOMPARE(ready.framework, std::string("Django 3.2"));
    QCOMPARE(ready.staticUrl, std::string("/assets/"));
    QCOMPARE(ready.staticFolders.size(), std::size_t(3));
    QCOMPARE(ready.staticFolders.at(0).prefix, std::string());
    QCOMPARE(ready.staticFolders.at(1).prefix, std::string("admin/"));
    QCOMPARE(ready.staticFolders.at(2).prefix, std::string("x/"));
    QCOMPARE(ready.staticFolders.at(2).folder, std::string("/c"));
    QCOMPARE(ready.unappliedMigrations, std::vector<std::string>{"polls.0001_initial"});
}

void WorkerProcessTest::nonsenseIsPassedOver()
{
    speak("\n{\n[]\nnull\nnot json\n{\"event\":5}\n{\"event\":\"unknown\"}\n"
          "{\"event\":\"ready\",\"static\":null,\"unapplied\":[],\"python\":\"2.7.18\"}\n");
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.text, std::string("ready 2.7.18\n"));
    QVERIFY(m_notebook.ready.staticFolders.empty());
}

void WorkerProcessTest::lastLineWithoutItsEnd()
{
    speak("{\"event\":\"reload\",\"file\":\"a\"}\n{\"event\":\"reload\",\"fi");
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.text, std::string("reload a\n"));
}

void WorkerProcessTest::failedTellsWhy()
{
    speak("{\"event\":\"failed\",\"stage\":\"import\",\"message\":\"ImportError: no module "
          "x\",\"text\":\"Traceback…\",\"files\":[]}\n",
          5, 1);
    QTRY_VERIFY(over());
    QVERIFY(!m_worker->wasReady());
    QCOMPARE(m_notebook.sentence, std::string("ImportError: no module x"));
    QCOMPARE(m_notebook.detail, std::string("Traceback…"));
}

void WorkerProcessTest::diesWithoutAWord()
{
    python("import sys; sys.stderr.write('last\\nwords'); sys.exit(3)");
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.sentence, "Worker " + std::to_string(m_worker->pid()) + " ended with exit code 3.");
    QCOMPARE(m_notebook.detail, std::string("last\nwords"));
    QCOMPARE(m_notebook.text, std::string("stderr 0 last\nstderr 0 words\n"));
}

void WorkerProcessTest::killedBySignal()
{
    python("import os; os.kill(os.getpid(), 9)");
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.sentence, "Worker " + std::to_string(m_worker->pid()) + " was killed by signal 9.");
}

void WorkerProcessTest::cannotBeStarted()
{
    m_worker = std::make_unique<WorkerProcess>(WorkerId{1}, QStringLiteral("w"), m_notebook);
    m_command.program = QStringLiteral("/no/such/python");
    m_worker->start(m_command);
    QTRY_VERIFY(over());
    QVERIFY(m_notebook.sentence.find("/no/such/python") != std::string::npos);
    QCOMPARE(m_notebook.exits, 1);
}

void WorkerProcessTest::stderrByLines()
{
    python("import os\nfor c in b'one\\ntwo\\n\\xc3\\xa9 three': os.write(2, bytes([c]))");
    QTRY_VERIFY(over());
    QString joined = QString::fromStdString(m_notebook.text);
    joined.remove(QStringLiteral("stderr 0 "));
    QCOMPARE(joined, QStringLiteral("one\ntwo\né three\n"));
}

void WorkerProcessTest::stderrWithoutALineEnd()
{
    python("import os, sys\nos.write(2, b'x' * 50000)\nos.write(2, b'x' * 50000)\nsys.stdin.read()");
    QTRY_VERIFY(m_notebook.text.size() > 65536); // though it has not ended
    QVERIFY(!over());
}

void WorkerProcessTest::lastWordsAreBounded()
{
    python("import sys\nfor i in range(5000): sys.stderr.write('%05d 78901234567890\\n' % i)\nsys.exit(1)");
    QTRY_VERIFY(over());
    QVERIFY(m_notebook.detail.size() <= 16 * 1024);
    QVERIFY(m_notebook.detail.ends_with("04999 78901234567890\n"));
}

void WorkerProcessTest::lifeline()
{
    // Its standard input is open as long as we are: a read neither ends nor gives anything.
    python("import select, sys\nsys.exit(5 if select.select([0], [], [], 0)[0] else 0)");
    QTRY_VERIFY(over());
    QVERIFY(m_notebook.sentence.find("exit code 0") != std::string::npos);
}

void WorkerProcessTest::destructorKills()
{
    python("import os, signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
           "os.write(1, b'{\"event\":\"ready\"}\\n')\nsignal.pause()");
    QTRY_VERIFY(m_worker->wasReady());
    const auto pid = static_cast<pid_t>(m_worker->pid());
    QCOMPARE(::kill(pid, 0), 0);
    QVERIFY(!m_worker->waitForEnd(std::chrono::milliseconds(1)));
    m_worker->terminate();
    QVERIFY(m_worker->terminating());
    m_worker.reset();
    QCOMPARE(::kill(pid, 0), -1);
    QCOMPARE(m_notebook.exits, 0); // nobody is told any more
}

void WorkerProcessTest::environmentAndFolder()
{
    m_command.folder = m_dir.path();
    m_command.environment = {{"WINDSOCK_TEST", "grüße"}, {"WINDSOCK_TEST", "last wins"}};
    python("import os, sys; sys.stderr.write(os.environ['WINDSOCK_TEST'] + ' ' + os.getcwd() + '\\n' + ' "
           "'.join(sys.argv[-2:]))");
    QTRY_VERIFY(over());
    QCOMPARE(m_notebook.detail,
             "last wins " + m_dir.path().toStdString() + "\n--socket " + m_dir.path().toStdString() + "/w1");
}

void WorkerProcessTest::signalsAreUnblocked()
{
    sigset_t ours;
    sigset_t before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ours, &before);
    python("import os, signal, sys\nsys.exit(len(signal.pthread_sigmask(signal.SIG_BLOCK, [])) + "
           "(10 if os.nice(0) < 10 else 0))");
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    QTRY_VERIFY(over());
    QVERIFY2(m_notebook.sentence.find("exit code 0.") != std::string::npos, m_notebook.sentence.c_str());
}

WINDSOCK_TEST(WorkerProcessTest)
#include "workerprocesstest.moc"
