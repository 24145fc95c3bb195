// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding Pythons, in folders of this test's own: files that answer like a Python, and files that print junk, hang or
// end.
#include "core/matrix/interpreters.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <signal.h>

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace windsock;
using namespace windsock::matrix;
using windsock::test::TestFolder;
using namespace std::chrono_literals;

namespace {

QString latin(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class InterpretersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyPlace();
    void namesOfOthers();
    void foldsLinks();
    void virtualenvsStandForThemselves();
    void broken_data();
    void broken();
    void shims();
    void hangsAreEnded();
    void severalAtOnce();
    void matching_data();
    void matching();
    void nothingFits();
    void paths();
    void thisMachinesOwn();
    void onAThreadWithoutAnEventLoop();
    void environment();

private:
    /// A file that answers like a Python of this version whose packages are under `prefix`.
    QString plant(const QString& name, const char* version, const char* implementation = "CPython",
                  const QString& prefix = {}, const QString& base = {});
    QString script(const QString& name, const QByteArray& lines);
    SearchPlaces places() const;
    Interpreters find(std::chrono::milliseconds limit = 5s) const { return Interpreters::find(places(), limit); }

    std::unique_ptr<TestFolder> m_folder;
};

void InterpretersTest::init()
{
    m_folder = std::make_unique<TestFolder>();
}

QString InterpretersTest::script(const QString& name, const QByteArray& lines)
{
    const QString path = m_folder->write(name, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + lines + "\n");
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

QString InterpretersTest::plant(const QString& name, const char* version, const char* implementation,
                                const QString& prefix, const QString& base)
{
    const QString own = prefix.isEmpty() ? m_folder->path(name) : prefix;
    const QStringList fields{latin(version), latin(implementation), m_folder->path(name), own,
                             base.isEmpty() ? own : base};
    return script(name,
                  "printf 'WINDSOCK-PYTHON\\t%s\\t%s\\t%s\\t%s\\t%s\\n' '" + fields.join(latin("' '")).toUtf8() + "'");
}

/// PATH has bin, HOME is home, the current folder is here, and the system has no folders but sys and opt/….
SearchPlaces InterpretersTest::places() const
{
    SearchPlaces places;
    places.environment.insert(latin("PATH"), m_folder->path(latin("bin")) + latin("::relative"));
    places.environment.insert(latin("HOME"), m_folder->path(latin("home")));
    places.environment.insert(latin("VIRTUAL_ENV"), m_folder->path(latin("active")));
    places.environment.insert(latin("WORKON_HOME"), m_folder->path(latin("workon")));
    places.folder = m_folder->path(latin("here"));
    places.systemFolders = {m_folder->path(latin("sys")), m_folder->path(latin("opt/*/bin")), latin("~/.local/bin")};
    return places;
}

void InterpretersTest::everyPlace()
{
    const std::pair<const char*, Found> planted[] = {
        {"bin/python3", Found::Path},
        {"sys/python2.7", Found::System},
        {"opt/a/bin/python3.6", Found::System},
        {"home/.local/bin/python3.7", Found::System},
        {"home/.pyenv/versions/3.8.1/bin/python", Found::Pyenv},
        {"home/.local/share/uv/python/cpython-3.12/bin/python3.12", Found::Uv},
        {"active/bin/python", Found::Virtualenv},
        {"here/venv/bin/python", Found::Virtualenv},
        {"here/.venv/bin/python", Found::Virtualenv},
        {"home/.virtualenvs/one/bin/python", Found::Virtualenv},
        {"workon/two/bin/pypy3", Found::Virtualenv},
        {"here/.tox/py27-django18/bin/python", Found::Tox},
    };
    for (const auto& [name, found] : planted)
        plant(latin(name), "3.9.1");
    const Interpreters interpreters = find();
    QVERIFY(interpreters.broken().empty());
    QCOMPARE(interpreters.all().size(), std::size(planted));
    for (std::size_t i = 0; i < std::size(planted); ++i) {
        QCOMPARE(interpreters.all()[i].path, m_folder->path(latin(planted[i].first)));
        QVERIFY(interpreters.all()[i].found == planted[i].second);
        QCOMPARE(interpreters.all()[i].version, (PythonVersion{3, 9, 1}));
    }
}

void InterpretersTest::namesOfOthers()
{
    for (const char* name : {"python3-config", "python3.11-gdb.py", "pythonw", "ipython", "python3.6m", "pypyx"})
        plant(latin("bin/") + latin(name), "3.9.1");
    m_folder->write(latin("bin/python3"), "not executable");
    QVERIFY(find().all().empty());
    for (const char* name : {"python", "python2", "python3.13", "pypy", "pypy3", "pypy3.10", "jython"})
        plant(latin("bin/") + latin(name), "3.9.1");
    QCOMPARE(find().all().size(), std::size_t(7));
}

void InterpretersTest::foldsLinks()
{
    const QString real = plant(latin("sys/python3.9"), "3.9.1", "CPython", m_folder->path());
    QDir(m_folder->path()).mkpath(latin("bin"));
    QVERIFY(QFile::link(real, m_folder->path(latin("bin/python3"))));
    QVERIFY(QFile::link(real, m_folder->path(latin("bin/python"))));
    QVERIFY(QFile::link(latin("/nowhere"), m_folder->path(latin("bin/python2"))));
    const Interpreters interpreters = find();
    QCOMPARE(interpreters.all().size(), std::size_t(1));
    QCOMPARE(interpreters.all()[0].path, m_folder->path(latin("bin/python3")));
    QVERIFY(interpreters.broken().empty());
}

/// It is a link to the Python that made it, and has packages of its own.
void InterpretersTest::virtualenvsStandForThemselves()
{
    const QString venv = m_folder->path(latin("here/venv"));
    const QString real =
        script(latin("bin/python3"), "case $0 in *venv*) prefix=" + venv.toUtf8() +
                                         ";; *) prefix=/usr;; esac\n"
                                         "printf 'WINDSOCK-PYTHON\\t3.9.1\\tCPython\\t\\t%s\\t/usr\\n' $prefix");
    m_folder->write(latin("here/venv/pyvenv.cfg"), "home = /usr/bin\n");
    QDir(venv).mkpath(latin("bin"));
    QVERIFY(QFile::link(real, venv + latin("/bin/python")));
    QVERIFY(QFile::link(real, venv + latin("/bin/python3")));
    const Interpreters interpreters = find();
    QCOMPARE(interpreters.all().size(), std::size_t(2));
    QVERIFY(!interpreters.all()[0].isVirtualenv);
    QVERIFY(interpreters.all()[1].isVirtualenv);
    QCOMPARE(interpreters.all()[1].prefix, venv);
    QVERIFY(!interpreters.match("3.9")->isVirtualenv);
}

void InterpretersTest::broken_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* lines, const char* reason) {
        QTest::newRow(name) << QByteArray(lines) << latin(reason);
    };
    row("nothing", "exit 0", "it said nothing when it was asked for its version");
    row("junk", "echo; echo 'I am a teapot'; echo two", "it did not answer as a Python: \"I am a teapot\"");
    row("control characters", "printf 'a\\033[31mb\\n'", "it did not answer as a Python: \"a[31mb\"");
    row("binary junk", "head -c 1000 /dev/zero", "it did not answer as a Python: \"\"");
    row("exit 1", "exit 1", "it ended with code 1");
    row("says why", "echo 'pyenv: python3.3: command not found' >&2; exit 127",
        "it said \"pyenv: python3.3: command not found\"");
    row("traceback", "echo 'Traceback (most recent call last):'; echo '  File'; echo 'ImportError: no site'; exit 1",
        "it said \"ImportError: no site\"");
    row("crash", "kill -SEGV $$", "it crashed");
    row("endless", "yes", "it said far too much when it was asked for its version");
    row("wrong version", "printf 'WINDSOCK-PYTHON\\t3.x\\tCPython\\t\\t\\t\\n'",
        "it did not answer as a Python: \"WINDSOCK-PYTHON 3.x CPython\"");
    row("hangs", "sleep 60", "it did not answer within 0.5 s");
    row("closes and hangs", "exec >&- 2>&-; sleep 60", "it did not answer within 0.5 s");
}

void InterpretersTest::broken()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, reason);
    const QString path = script(latin("bin/python3"), lines);
    plant(latin("bin/python2"), "2.7.18");
    const bool hangs = lines.contains("sleep");
    const Interpreters interpreters = find(hangs ? 500ms : 20s);
    QCOMPARE(interpreters.all().size(), std::size_t(1));
    QCOMPARE(interpreters.broken().size(), std::size_t(1));
    QCOMPARE(interpreters.broken()[0].path, path);
    QCOMPARE(interpreters.broken()[0].reason, reason);
}

/// A shim of pyenv is a script: what it leads to is what is found, and not what leads there.
void InterpretersTest::shims()
{
    const QString real = plant(latin("home/.pyenv/versions/3.8.1/bin/python3.8"), "3.8.1");
    script(latin("home/.pyenv/shims/python3"), "exec " + real.toUtf8() + " \"$@\"");
    script(latin("home/.pyenv/shims/python3.3"), "echo \"pyenv: python3.3: command not found\" >&2; exit 127");
    SearchPlaces searched = places();
    searched.environment.insert(latin("PATH"), m_folder->path(latin("home/.pyenv/shims")));
    const Interpreters interpreters = Interpreters::find(searched);
    QCOMPARE(interpreters.all().size(), std::size_t(1));
    QCOMPARE(interpreters.all()[0].path, real);
    QVERIFY(interpreters.all()[0].found == Found::Path);
    QCOMPARE(interpreters.broken().size(), std::size_t(1));
}

/// With what they have started.
void InterpretersTest::hangsAreEnded()
{
    const QString note = m_folder->path(latin("pids"));
    script(latin("bin/python3"), "sleep 600 & echo $! >" + note.toUtf8() + "; wait");
    QVERIFY(find(500ms).all().empty());
    QFile file(note);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const pid_t child = file.readAll().trimmed().toInt();
    QVERIFY(child > 0);
    const auto gone = [&] {
        QFile status(latin("/proc/%1/stat").arg(child));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
    };
    QTRY_VERIFY(gone());
}

void InterpretersTest::severalAtOnce()
{
    for (int i = 0; i < 8; ++i)
        script(latin("bin/python3.%1").arg(i), "sleep 60");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(find(1s).broken().size(), std::size_t(8));
    QVERIFY2(timer.elapsed() < 6000, qPrintable(QString::number(timer.elapsed())));
}

void InterpretersTest::matching_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("name"); // empty: none
    const auto row = [](const char* asked, const char* name) { QTest::newRow(asked) << latin(asked) << latin(name); };
    row("", "bin/python3");
    row("3", "bin/python3");
    row("python3", "bin/python3");
    row("2", "sys/python2.7");
    row("2.7", "sys/python2.7");
    row("3.9", "home/.pyenv/versions/3.9.7/bin/python");
    row("3.9.1", "bin/python3");
    row("python3.9", "home/.pyenv/versions/3.9.7/bin/python");
    row("3.10", "here/.venv/bin/python");
    row("pypy", "sys/pypy3");
    row("pypy3", "sys/pypy3");
    row("pypy3.10", "sys/pypy3");
    row("pypy3.9", "");
    row("3.3", "");
    row("3.1", "");
    row("jython", "");
    row("perl", "");
}

void InterpretersTest::matching()
{
    QFETCH(QString, asked);
    QFETCH(QString, name);
    plant(latin("bin/python3"), "3.9.1");
    plant(latin("sys/python2.7"), "2.7.18");
    plant(latin("sys/pypy3"), "3.10.3", "PyPy");
    plant(latin("home/.pyenv/versions/3.9.2/bin/python"), "3.9.2");
    plant(latin("home/.pyenv/versions/3.9.7/bin/python"), "3.9.7");
    plant(latin("here/venv/bin/python"), "3.9.8", "CPython", latin("/v"), latin("/usr"));
    plant(latin("here/.venv/bin/python"), "3.10.8", "CPython", latin("/w"), latin("/usr"));
    const Interpreters interpreters = find();
    const auto match = interpreters.match(asked.toStdString());
    QCOMPARE(match ? match->path : QString(), name.isEmpty() ? QString() : m_folder->path(name));
}

void InterpretersTest::nothingFits()
{
    const Interpreters none = find();
    QCOMPARE(none.match("3.3").error().sentence,
             latin("There is no Python 3.3 on this machine: install it, with pyenv for example, or name its path."));
    QCOMPARE(none.match("pypy3").error().sentence,
             latin("There is no PyPy 3 on this machine: install it, with pyenv for example, or name its path."));
    QVERIFY(none.match("").error().sentence.startsWith(latin("There is no Python on this machine")));
    const QString path = script(latin("bin/python3.3"), "echo 'cannot open shared object file'; exit 127");
    QCOMPARE(
        find().match("3.3").error().sentence,
        latin("There is no Python 3.3 on this machine that works; of %1: it said \"cannot open shared object file\". "
              "Install it, with pyenv for example, or name its path.")
            .arg(path));
}

void InterpretersTest::paths()
{
    const QString elsewhere = plant(latin("elsewhere/mine"), "3.5.2");
    plant(latin("home/py/bin/python"), "3.6.1");
    QDir(m_folder->path()).mkpath(latin("here"));
    const QString bad = script(latin("elsewhere/bad"), "exit 3");
    const Interpreters interpreters = find();
    const auto named = interpreters.match(elsewhere.toStdString());
    QVERIFY(named);
    QCOMPARE(named->version, (PythonVersion{3, 5, 2}));
    QVERIFY(named->found == Found::Named);
    QVERIFY(interpreters.match("~/py/bin/python"));
    QVERIFY(interpreters.match("../elsewhere/mine")); // relative to the folder
    QVERIFY(interpreters.match("/no/such/python")
                .error()
                .sentence.startsWith(latin("There is no Python at \"/no/such/python\"")));
    QCOMPARE(interpreters.match(bad.toStdString()).error().sentence,
             latin("The Python at \"%1\" cannot be used, for it ended with code 3: mend it, or name another path.")
                 .arg(bad));
}

/// The question is asked of a real one.
void InterpretersTest::thisMachinesOwn()
{
    SearchPlaces searched = places();
    searched.environment = QProcessEnvironment::systemEnvironment();
    searched.environment.insert(latin("PATH"), latin("/usr/bin"));
    searched.environment.insert(latin("PYTHONHOME"), latin("/nowhere"));
    searched.systemFolders.clear();
    const auto found = Interpreters::find(searched, 20s).match("/usr/bin/python3");
    if (!QFile::exists(latin("/usr/bin/python3")))
        QSKIP("there is no /usr/bin/python3");
    QVERIFY2(found, found ? "" : qPrintable(found.error().sentence));
    QCOMPARE(found->version.major, 3);
    QCOMPARE(found->implementation, std::string("CPython"));
    QVERIFY(!found->isVirtualenv);
}

void InterpretersTest::onAThreadWithoutAnEventLoop()
{
    plant(latin("bin/python3"), "3.9.1");
    std::size_t count = 0;
    std::thread([&] { count = find().all().size(); }).join();
    QCOMPARE(count, std::size_t(1));
}

void InterpretersTest::environment()
{
    script(latin("bin/python3"), "printf 'WINDSOCK-PYTHON\\t3.9.1\\t%s\\t\\t\\t\\n' \"[$PYTHONPATH$PYTHONHOME][$A]\"");
    SearchPlaces searched = places();
    for (const char* name : {"PYTHONPATH", "PYTHONHOME", "A"})
        searched.environment.insert(latin(name), latin("x"));
    const Interpreters interpreters = Interpreters::find(searched);
    QCOMPARE(interpreters.all().size(), std::size_t(1));
    QCOMPARE(interpreters.all()[0].implementation, std::string("[][x]"));
}

WINDSOCK_TEST(InterpretersTest)
#include "interpreterstest.moc"
