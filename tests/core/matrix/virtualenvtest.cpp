// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtualenvs: one made by the real Python with a wheel of the test's own, the rest by a script that plays Python.
#include "core/matrix/virtualenv.h"
#include "core/base/clock.h"
#include "core/matrix/childrun.h"
#include "tests/core/matrix/fakepython.h"
#include "tests/support/changedvariable.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::matrix;

namespace {

/// A wheel is a zip file with two folders; Python's own zipfile writes it.
const char* const makeWheel = R"(
import sys, zipfile
name = sys.argv[1] + "/planted-1.2-py3-none-any.whl"
with zipfile.ZipFile(name, "w") as wheel:
    wheel.writestr("planted.py", "word = 'grown'\n")
    wheel.writestr("planted-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: planted\nVersion: 1.2\n")
    wheel.writestr("planted-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr("planted-1.2.dist-info/RECORD", "")
)";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class VirtualenvTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theRealOne();
    void madeOnce();
    void madeAnew_data();
    void madeAnew();
    void whatFailedIsNotUsed();
    void pipsOwnWords();
    void noVenv();
    void whatTellsMore();
    void thePythonIsNotThere();
    void theFolderCannotBeMade();
    void theTimeLimit();
    void cancelled();
    void killed();

private:
    Result<Virtualenv> prepare(const QStringList& requirements, std::chrono::milliseconds limit = 60s)
    {
        return prepareVirtualenv(m_folder->path(QStringLiteral("work/a b")), m_python, requirements, m_wait, limit);
    }
    /// What pip was called with so far, a line for each time.
    QByteArray installed() const { return contentOf(m_folder->path(QStringLiteral("pip.txt"))); }
    void plant(test::FakePython fake)
    {
        fake.pip = "echo \"$*\" >> '" + m_folder->path(QStringLiteral("pip.txt")).toUtf8() + "'\n" + fake.pip;
        m_python = fake.plant(*m_folder, QStringLiteral("bin/python3"));
    }

    std::unique_ptr<test::TestFolder> m_folder;
    QString m_python;
    std::function<bool()> m_enough;
    const Wait m_wait{[this] { return m_enough(); }};
};

void VirtualenvTest::init()
{
    m_folder = std::make_unique<test::TestFolder>();
    m_enough = [] { return false; };
    plant({});
}

void VirtualenvTest::theRealOne()
{
    m_python = QStringLiteral("/usr/bin/python3");
    const auto run = [&](const QString& python, const QStringList& arguments) {
        return runChild({python, arguments, QProcessEnvironment::systemEnvironment(), m_folder->path()}, m_wait, 60s);
    };
    QVERIFY(run(m_python, {QStringLiteral("-c"), QString::fromLatin1(makeWheel), m_folder->path()}).worked());
    const test::ChangedVariable noIndex("PIP_NO_INDEX", "1");
    const test::ChangedVariable findLinks("PIP_FIND_LINKS", m_folder->path().toUtf8());
    const test::ChangedVariable misleading("PYTHONPATH", "/nowhere");
    const auto made = prepare({QStringLiteral("planted>=1,<2")});
    if (!made && made.error().sentence.contains(QStringLiteral("env failed"))) // Debian's needs a package for it
        QSKIP("this Python makes no virtualenvs");
    QVERIFY2(made, made ? "" : qPrintable(made.error().sentence + made.error().detail));
    QVERIFY(!made->reused && made->took > 0ms);
    QCOMPARE(made->python, m_folder->path(QStringLiteral("work/a b/bin/python")));
    const QStringList question{QStringLiteral("-c"), QStringLiteral("import planted; print(planted.word)")};
    QCOMPARE(run(made->python, question).output, QStringLiteral("grown\n"));
    const auto again = prepare({QStringLiteral("planted>=1,<2")});
    QVERIFY(again && again->reused);
    // pip refuses the other wish in the same place.
    const auto failed = prepare({QStringLiteral("planted>=2")});
    QVERIFY(!failed);
    QVERIFY2(failed.error().sentence.contains(QStringLiteral("No matching distribution found for planted>=2")),
             qPrintable(failed.error().sentence));
    QVERIFY(failed.error().detail.contains(QStringLiteral("Could not find a version")));
}

void VirtualenvTest::madeOnce()
{
    QVERIFY(!prepare({QStringLiteral("six==1"), QStringLiteral("-rnowhere.txt")})->reused);
    QVERIFY(prepare({QStringLiteral("six==1"), QStringLiteral("-rnowhere.txt")})->reused);
    QCOMPARE(installed(), QByteArray("-m pip install six==1 -rnowhere.txt\n"));
    QVERIFY(!prepare({})->reused);
    QVERIFY(prepare({})->reused);
    QCOMPARE(installed().count('\n'), 1); // pip is not asked for nothing
}

void VirtualenvTest::madeAnew_data()
{
    QTest::addColumn<QString>("change");
    for (const char* change : {"requirements", "python", "link", "file", "broken"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void VirtualenvTest::madeAnew()
{
    QFETCH(QString, change);
    const QString file = m_folder->write(QStringLiteral("r.txt"), "six==1\n");
    const QString link = m_folder->path(QStringLiteral("bin/python"));
    QVERIFY(QFile::link(m_python, link));
    m_python = link;
    QStringList requirements{QStringLiteral("six"), QStringLiteral("-r") + file};
    QVERIFY(!prepare(requirements)->reused);
    if (change == QStringLiteral("requirements"))
        requirements += QStringLiteral("seven");
    if (change == QStringLiteral("python"))
        m_python = test::FakePython().plant(*m_folder, QStringLiteral("other/python"));
    if (change == QStringLiteral("link")) { // the system's python3 has become another
        QFile::remove(link);
        QVERIFY(QFile::link(test::FakePython().plant(*m_folder, QStringLiteral("bin/python3.12")), link));
    }
    if (change == QStringLiteral("file"))
        m_folder->write(QStringLiteral("r.txt"), "six==2\n");
    if (change == QStringLiteral("broken"))
        QVERIFY(QFile::remove(m_folder->path(QStringLiteral("work/a b/bin/python"))));
    QVERIFY(!prepare(requirements)->reused);
    QVERIFY(prepare(requirements)->reused);
}

/// One that was ready for other requirements, and then could not be changed.
void VirtualenvTest::whatFailedIsNotUsed()
{
    plant({.pip = "case \"$*\" in *bad*) exit 1;; esac"});
    QVERIFY(prepare({QStringLiteral("good")}));
    QVERIFY(!prepare({QStringLiteral("bad")}));
    const auto again = prepare({QStringLiteral("good")});
    QVERIFY(again && !again->reused);
}

void VirtualenvTest::pipsOwnWords()
{
    plant({.pip = "echo Collecting six; echo 'ERROR: No matching distribution found for six==9' >&2; exit 1"});
    const auto failed = prepare({QStringLiteral("six==9")});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Failed);
    QCOMPARE(failed.error().sentence,
             QStringLiteral("pip install failed: ERROR: No matching distribution found for six==9"));
    QCOMPARE(failed.error().detail,
             QStringLiteral("Collecting six\nERROR: No matching distribution found for six==9\n"));
    plant({.pip = "exit 1"});
    QCOMPARE(prepare({QStringLiteral("six")}).error().sentence, QStringLiteral("pip install failed: it said nothing."));
}

/// Python 2 has virtualenv, if any.
void VirtualenvTest::noVenv()
{
    plant({.venv = "echo '/bin/python: No module named venv'; exit 1",
           .virtualenv = "mkdir -p \"$4/bin\" && cp \"$0\" \"$4/bin/python\""});
    QVERIFY(prepare({QStringLiteral("six")}));
    QCOMPARE(installed(), QByteArray("-m pip install six\n"));
}

/// Debian's python3 has a venv without ensurepip, and says which package has it.
void VirtualenvTest::whatTellsMore()
{
    const test::ChangedVariable path("PATH", "/nowhere"); // no program called virtualenv
    plant({.venv = "echo 'apt install python3.11-venv'; exit 1"});
    QCOMPARE(prepare({}).error().sentence, QStringLiteral("python -m venv failed: apt install python3.11-venv"));
    plant({.venv = "echo 'No module named venv'; exit 1"});
    QCOMPARE(prepare({}).error().sentence, QStringLiteral("python -m virtualenv failed: No module named virtualenv"));
}

void VirtualenvTest::thePythonIsNotThere()
{
    const test::ChangedVariable path("PATH", "/nowhere");
    m_python = QStringLiteral("/nowhere/python3");
    const auto failed = prepare({});
    QVERIFY(!failed);
    QVERIFY2(failed.error().sentence.contains(QStringLiteral("cannot be started (/nowhere/python3)")),
             qPrintable(failed.error().sentence));
}

void VirtualenvTest::theFolderCannotBeMade()
{
    const test::ChangedVariable path("PATH", "/nowhere");
    m_folder->write(QStringLiteral("work"), "a file");
    const auto failed = prepare({});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Failed);
}

void VirtualenvTest::theTimeLimit()
{
    plant({.pip = "echo Looking in indexes; exec sleep 600"});
    const auto begun = MonotonicClock::now();
    const auto failed = prepare({QStringLiteral("six")}, 1s);
    QVERIFY(MonotonicClock::now() - begun < 20s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::TimedOut);
    QCOMPARE(failed.error().sentence, QStringLiteral("pip install did not come to an end in time."));
    QCOMPARE(failed.error().detail, QStringLiteral("Looking in indexes\n"));
    // Nothing else is tried when the time is over.
    plant({.venv = "exec sleep 600", .virtualenv = "touch '" + m_folder->path(QStringLiteral("tried")).toUtf8() + "'"});
    QCOMPARE(prepare({}, 200ms).error().sentence, QStringLiteral("python -m venv did not come to an end in time."));
    QVERIFY(!QFile::exists(m_folder->path(QStringLiteral("tried"))));
}

void VirtualenvTest::cancelled()
{
    plant({.pip = "exec sleep 600"});
    m_enough = [this] { return !installed().isEmpty(); };
    const auto begun = MonotonicClock::now();
    const auto failed = prepare({QStringLiteral("six")}, 600s);
    QVERIFY(MonotonicClock::now() - begun < 20s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Closed);
    QCOMPARE(failed.error().sentence, QStringLiteral("It was cancelled."));
    m_enough = [] { return false; };
    plant({});
    QVERIFY(!prepare({QStringLiteral("six")})->reused);
}

void VirtualenvTest::killed()
{
    plant({.pip = "kill -KILL $$"});
    const auto failed = prepare({QStringLiteral("six")});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Failed);
    QCOMPARE(failed.error().sentence, QStringLiteral("pip install failed: it was killed by signal 9."));
}

WINDSOCK_TEST(VirtualenvTest)
#include "virtualenvtest.moc"
