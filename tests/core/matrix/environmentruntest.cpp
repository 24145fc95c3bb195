// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The verdicts on one environment: No when it was complete and failed, Maybe when it could not be tried, Yes only when
// it was seen. With sites and Pythons of the test's own.
#include "core/matrix/environmentrun.h"
#include "tests/core/matrix/fakepython.h"
#include "tests/core/matrix/fakesite.h"
#include "tests/support/changedvariable.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <atomic>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::matrix;

using Health = backend::BackendStatus::Health;

class EnvironmentRunTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void allIsSeen();
    void thePythonIsNotThere();
    void whatTheFileSaysCannotBeTried();
    void djangoIsNotThere_data();
    void djangoIsNotThere();
    void djangoIsAnother_data();
    void djangoIsAnother();
    void djangoCannotBeImported();
    void aCommandMayBringItsOwn();
    void theBackendFails();
    void ofTwoReasonsTheFirst();
    void aPackageIsMissing();
    void whatIsImportedIsNotMissing();
    void theBackendIsNeverUp();
    void aCommandIsNeverUp();
    void theSiteCannotBeStarted();
    void theWebSocketRefuses();
    void pagesFail();
    void bothFail();
    void cancelled_data();
    void cancelled();
    void theTimeIsOverBeforeItIsServed();
    void theTimeIsOverAtThePages();
    void pathsOfPackages();
    void pathsThatAreNotThere();
    void pythonPathOfTheFile();
    void whatTheSiteIsGiven();
    void whatACommandIsGiven();
    void aCommandOfAnotherPython();
    void aFolderCalledDjango();
    void packagesOfTox();
    void packagesOfPip();
    void theInterpretersOwnPackages();
    void pipFails();
    void pipHangs();
    void oddNames();
    void anotherFramework();
    void benchmark();

private:
    EnvironmentResult run();
    void failBackend(const std::string& error, const std::string& detail)
    {
        m_site.status.health = Health::Failed;
        m_site.status.error = error;
        m_site.status.detail = detail;
    }
    QString plant(const test::FakePython& fake, const char* name = "bin/python3")
    {
        return fake.plant(*m_folder, QString::fromLatin1(name));
    }
    QByteArray contentOf(const char* name) const
    {
        QFile file(m_folder->path(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const char* name) const { return m_folder->path(QString::fromLatin1(name)); }

    std::unique_ptr<test::TestFolder> m_folder;
    EnvironmentSpec m_spec;
    RunOptions m_options;
    test::SiteScript m_site;
    std::vector<SiteOptions> m_made; ///< the sites
    std::vector<Phase> m_phases;
    std::function<void(Phase)> m_told;
    std::atomic<bool> m_cancelled = false;
};

void EnvironmentRunTest::init()
{
    m_folder = std::make_unique<test::TestFolder>();
    plant({});
    m_spec = {};
    m_spec.name = "py311-django32";
    m_spec.python = "3.11";
    m_spec.framework = {"Django", "3.2"};
    m_options = {};
    m_site = {};
    m_made.clear();
    m_phases.clear();
    m_told = [](Phase) {};
    m_cancelled = false;
}

EnvironmentResult EnvironmentRunTest::run()
{
    const auto interpreters = Interpreters::find(test::placesOf(*m_folder));
    const Wait wait([this] { return m_cancelled.load(); });
    const auto makeSite = [this](const SiteOptions& options) {
        m_made.push_back(options);
        return std::make_unique<test::FakeSite>(m_site);
    };
    const auto tell = [this](Phase phase, const EnvironmentResult&) {
        m_phases.push_back(phase);
        m_told(phase);
    };
    return EnvironmentRun({m_spec, interpreters, m_options, makeSite, tell, wait}).run();
}

void EnvironmentRunTest::allIsSeen()
{
    const EnvironmentResult result = run();
    QVERIFY2(result.why.isEmpty(), qPrintable(result.why));
    QCOMPARE(result.evidence, QString());
    QCOMPARE(result.webSocket, Verdict::Yes);
    QCOMPARE(result.django, Verdict::Yes);
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.name, QStringLiteral("py311-django32"));
    QCOMPARE(result.python, QStringLiteral("Python 3.11"));
    QCOMPARE(result.framework, QStringLiteral("Django 3.2"));
    QCOMPARE(result.backend, QStringLiteral("WSGI container"));
    QCOMPARE(result.pythonFound, QStringLiteral("3.11.2"));
    QCOMPARE(result.pythonPath, path("bin/python3"));
    QCOMPARE(result.frameworkFound, QStringLiteral("3.2.25"));
    QCOMPARE(result.packages, QStringLiteral("the interpreter's own"));
    QVERIFY(!result.relayed);
    QCOMPARE(result.conversation.answers,
             QStringList({QStringLiteral("You said: Hello, world"),
                          QStringLiteral("You said: Test for Python 3.11 and Django 3.2")}));
    QVERIFY2(result.webSocketLog.contains(QStringLiteral("101 GET /ws/hello-tornado")),
             qPrintable(result.webSocketLog));
    QVERIFY(result.webSocketLog.contains(QStringLiteral("200 GET /hello-tornado")));
    QCOMPARE(result.steps.size(), std::size_t(6));
    QVERIFY(result.pagesLog.contains(QStringLiteral("200 GET /polls/ ")));
    QVERIFY(!result.pagesLog.contains(QStringLiteral("/ws/hello-tornado")));
    QVERIFY(result.benchmark.empty());
    QCOMPARE(m_phases, std::vector<Phase>({Phase::Preparing, Phase::Starting, Phase::WebSocket, Phase::Pages}));
}

void EnvironmentRunTest::thePythonIsNotThere()
{
    m_spec.python = "2.7";
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Maybe);
    QCOMPARE(result.django, Verdict::Maybe);
    QVERIFY2(result.why.contains(QStringLiteral("2.7")), qPrintable(result.why));
    QCOMPARE(result.pythonFound, QString());
    QVERIFY(m_made.empty());
}

void EnvironmentRunTest::whatTheFileSaysCannotBeTried()
{
    m_spec.problem = "The variable NOT_SET is not set.";
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("The variable NOT_SET is not set."));
}

void EnvironmentRunTest::djangoIsNotThere_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("2.7") << QByteArray("ImportError: No module named django");
    QTest::newRow("3.5") << QByteArray("ImportError: No module named \\'django\\'");
    QTest::newRow("3.6") << QByteArray("ModuleNotFoundError: No module named \\'django\\'");
}

void EnvironmentRunTest::djangoIsNotThere()
{
    QFETCH(QByteArray, line);
    plant({.django = "echo Traceback; echo '" + line.replace("\\'", "'\\''") + "' >&2; exit 1"});
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Maybe);
    QCOMPARE(result.django, Verdict::Maybe);
    QVERIFY2(result.why.startsWith(QStringLiteral("Django 3.2 is not there to try: let pip")), qPrintable(result.why));
    QVERIFY(result.evidence.contains(QStringLiteral("No module named")));
    QVERIFY(m_made.empty());
}

void EnvironmentRunTest::djangoIsAnother_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("requirement");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<bool>("isThere");
    const auto row = [](const char* wanted, const char* requirement, const char* found, bool isThere) {
        QTest::addRow("%s %s, %s", wanted, requirement, found)
            << QString::fromLatin1(wanted) << QString::fromLatin1(requirement) << QByteArray(found) << isThere;
    };
    row("3.2", "", "4.2.1", false);
    row("3.2", "", "3.20", false);
    row("3.2", "", "3.2", true);
    row("3.2", "django>=3.2,<3.3", "3.2.25", true);
    row("3.2", "django==3.2.1", "3.2.25", false);
    row("", "django<2", "3.2.25", false);
    row("", "django", "3.2.25", true);
    row("", "", "1.8", true);
    row("main", "", "3.2.25", false); // a release is no version between two
    row("main", "", "5.1.dev", true);
    row("main", "", "5.1.dev20240101", true);
    row("latest", "", "5.0", true);
}

void EnvironmentRunTest::djangoIsAnother()
{
    QFETCH(QString, wanted);
    QFETCH(QString, requirement);
    QFETCH(QByteArray, found);
    QFETCH(bool, isThere);
    plant({.django = "printf '<version>" + found + "</version>'", .packages = "django) found=" + found + ";;"});
    m_spec.framework.version = wanted.toStdString();
    if (!requirement.isEmpty())
        m_spec.requirements = {requirement.toStdString()};
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), isThere ? Verdict::Yes : Verdict::Maybe);
    QCOMPARE(result.frameworkFound, QString::fromLatin1(found));
    if (!isThere)
        QVERIFY2(
            result.why.contains(QStringLiteral("is not there to try, but Django %1 is").arg(result.frameworkFound)),
            qPrintable(result.why));
}

void EnvironmentRunTest::djangoCannotBeImported()
{
    plant({.django = "echo 'Traceback (most recent call last):'; echo 'SyntaxError: async' >&2; exit 1"});
    failBackend("The application could not be started: SyntaxError: async", "SyntaxError: async");
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Yes); // ours is there all the same
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.why, QStringLiteral("Django 3.2 cannot be imported by Python 3.11."));
    QCOMPARE(result.evidence, QStringLiteral("Traceback (most recent call last):\nSyntaxError: async\n"));
    QVERIFY(result.steps.empty());
}

/// Its pages were seen, whatever Python says of Django.
void EnvironmentRunTest::aCommandMayBringItsOwn()
{
    plant({.django = "echo 'SyntaxError: async' >&2; exit 1"});
    m_spec.backend = "command:./serve {port}";
    EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.why, QString());
    QCOMPARE(result.evidence, QString());
    m_site.echo = false;
    result = run();
    QCOMPARE(result.django, Verdict::Yes);
    QCOMPARE(result.webSocket, Verdict::No);
    QVERIFY2(result.why.startsWith(QStringLiteral("WebSocket: ")), qPrintable(result.why));
}

void EnvironmentRunTest::theBackendFails()
{
    failBackend("The application cannot be started: KeyError: 'X'.",
                "Traceback (most recent call last):\nKeyError: 'X'");
    EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Yes);
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.why, QStringLiteral("The application cannot be started: KeyError: 'X'."));
    QCOMPARE(result.evidence, QStringLiteral("Traceback (most recent call last):\nKeyError: 'X'"));
    m_spec.backend = "command:./serve {port}";
    result = run();
    QCOMPARE(result.webSocket, Verdict::No);
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.conversation.why, QStringLiteral("The application did not come up."));
    QCOMPARE(result.why, QStringLiteral("The application cannot be started: KeyError: 'X'."));
}

void EnvironmentRunTest::ofTwoReasonsTheFirst()
{
    plant({.django = "echo 'SyntaxError: async' >&2; exit 1"});
    m_site.error = Error{ErrorCode::Failed, QStringLiteral("No port is free."), {}};
    const EnvironmentResult result = run();
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.why, QStringLiteral("Django 3.2 cannot be imported by Python 3.11."));
    QCOMPARE(result.evidence, QStringLiteral("SyntaxError: async\n"));
}

/// It was required, and nobody has installed it: not complete.
void EnvironmentRunTest::aPackageIsMissing()
{
    plant({.packages = "django) found=3.2.25;;"});
    m_spec.requirements = {"django==3.2.*", "channels>=3"};
    failBackend("It failed: ModuleNotFoundError: No module named 'channels'",
                "ModuleNotFoundError: No module named 'channels'");
    EnvironmentResult result = run();
    QCOMPARE(result.django, Verdict::Maybe);
    QVERIFY2(result.why.startsWith(QStringLiteral("channels>=3 is not there to try it with: ")),
             qPrintable(result.why));
    m_spec.backend = "command:./serve {port}";
    result = run();
    QCOMPARE(result.webSocket, Verdict::Maybe);
    QCOMPARE(result.django, Verdict::Maybe);
    // What nobody requires is the application's own fault.
    m_spec.requirements = {"django==3.2.*"};
    result = run();
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.webSocket, Verdict::No);
    // And so is another error.
    m_spec.requirements = {"django==3.2.*", "channels>=3"};
    failBackend("It failed: KeyError: 1", "KeyError: 1");
    QCOMPARE(run().django, Verdict::No);
}

/// Python 3.6 with packages that are made for another cannot look them up, but imports them: they are there.
void EnvironmentRunTest::whatIsImportedIsNotMissing()
{
    plant({}); // whose packages nobody can look up
    m_spec.requirements = {"django==3.2.*"};
    failBackend("It failed: ModuleNotFoundError: No module named 'contextvars'",
                "ModuleNotFoundError: No module named 'contextvars'");
    QCOMPARE(run().django, Verdict::No);
}

void EnvironmentRunTest::theBackendIsNeverUp()
{
    m_site.status.health = Health::Starting;
    m_site.prints = "waiting for the database";
    m_spec.timeLimit = 1s;
    const EnvironmentResult result = run();
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.webSocket, Verdict::Maybe); // ours, which there was no time for
    QCOMPARE(result.why, QStringLiteral("The application did not come up within its time limit of 1 s."));
    QCOMPARE(result.evidence, QStringLiteral("waiting for the database\n"));
    QVERIFY(result.took >= 1s && result.took < 15s);
}

void EnvironmentRunTest::aCommandIsNeverUp()
{
    m_site.status.health = Health::Starting;
    m_spec.timeLimit = 1s;
    m_spec.backend = "command:./serve {port}";
    const EnvironmentResult result = run();
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.webSocket, Verdict::No);
    QCOMPARE(result.conversation.why, QStringLiteral("The application did not come up."));
}

void EnvironmentRunTest::theSiteCannotBeStarted()
{
    m_site.error = Error{ErrorCode::NotFound, QStringLiteral("There is no Django project."), QStringLiteral("detail")};
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("There is no Django project."));
    QCOMPARE(result.evidence, QStringLiteral("detail"));
}

void EnvironmentRunTest::theWebSocketRefuses()
{
    m_site.echo = false;
    m_spec.backend = "command:./serve {port}";
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::No);
    QCOMPARE(result.django, Verdict::Yes);
    QCOMPARE(result.why, QStringLiteral("WebSocket: ") + result.conversation.why);
    QVERIFY(!result.conversation.why.isEmpty());
    QVERIFY2(result.webSocketLog.contains(QStringLiteral("200 GET /ws/hello-tornado")),
             qPrintable(result.webSocketLog));
    QVERIFY(!result.webSocketLog.contains(QStringLiteral("GET /hello-tornado"))); // is not the environment's
}

void EnvironmentRunTest::pagesFail()
{
    m_site.pages = false;
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Yes);
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.why, QStringLiteral("A page was not as it should be: GET /polls/: 500."));
    QCOMPARE(result.evidence,
             QStringLiteral("Traceback (most recent call last):\n  File \"views.py\", line 1, in f\nValueError: of a "
                            "view"));
    QCOMPARE(result.steps.size(), std::size_t(6));
}

void EnvironmentRunTest::bothFail()
{
    m_site.pages = m_site.echo = false;
    m_spec.backend = "command:./serve {port}";
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::No);
    QCOMPARE(result.django, Verdict::No);
    QCOMPARE(result.why, QStringLiteral("A page was not as it should be: GET /polls/: 500."));
    QVERIFY(!result.conversation.why.isEmpty());
}

void EnvironmentRunTest::cancelled_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("preparing") << static_cast<int>(Phase::Preparing);
    QTest::newRow("starting") << static_cast<int>(Phase::Starting);
    QTest::newRow("WebSocket") << static_cast<int>(Phase::WebSocket);
    QTest::newRow("pages") << static_cast<int>(Phase::Pages);
}

void EnvironmentRunTest::cancelled()
{
    QFETCH(int, phase);
    m_told = [&](Phase now) { m_cancelled = m_cancelled || now == static_cast<Phase>(phase); };
    for (const char* backend : {"", "command:./serve {port}"}) {
        m_cancelled = false;
        m_spec.backend = backend;
        const EnvironmentResult result = run();
        QCOMPARE(result.django, Verdict::Maybe);
        QCOMPARE(result.webSocket, static_cast<Phase>(phase) == Phase::Pages ? Verdict::Yes : Verdict::Maybe);
        QCOMPARE(result.why, QStringLiteral("It was cancelled."));
        QCOMPARE(result.evidence, QString());
        QVERIFY(result.steps.empty());
    }
}

void EnvironmentRunTest::theTimeIsOverBeforeItIsServed()
{
    plant({.django = "sleep 1.5; printf '<version>3.2.25</version>'"});
    m_spec.timeLimit = 1s;
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("Its time limit of 1 s was over before all of it was tried."));
    QVERIFY(m_made.empty());
}

/// What might have been answered with more time has not failed.
void EnvironmentRunTest::theTimeIsOverAtThePages()
{
    m_spec.timeLimit = 4s;
    const auto end = MonotonicClock::now() + 4500ms;
    m_site.asked = [end] { std::this_thread::sleep_until(end); };
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Yes);
    QCOMPARE(result.django, Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("Its time limit of 4 s was over before all of it was tried."));
    QVERIFY(result.steps.empty());
}

void EnvironmentRunTest::pathsOfPackages()
{
    QDir().mkpath(path("a"));
    QDir().mkpath(path("b"));
    m_folder->write(QStringLiteral("c.zip"), "an archive");
    plant({.django = "printf '<version>3.2</version>'; printf %s \"$PYTHONPATH\" > '" + path("asked").toUtf8() + "'"});
    m_spec.paths = {path("a").toStdString(), path("c.zip").toStdString()};
    m_options.packages = {path("b")};
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    const QStringList paths{path("a"), path("c.zip"), path("b")};
    QCOMPARE(result.packages, paths.join(QStringLiteral(", ")));
    QCOMPARE(QString::fromUtf8(contentOf("asked")).section(u':', 0, 2), paths.join(u':'));
    QCOMPARE(m_made.front().paths.size(), std::size_t(3));
}

void EnvironmentRunTest::pathsThatAreNotThere()
{
    m_options.packages = {QStringLiteral("/nowhere/packages")};
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("There is no folder /nowhere/packages: name one that has packages."));
    QCOMPARE(result.pythonPath, path("bin/python3"));
}

/// A variable of the file stays, behind the folders of packages.
void EnvironmentRunTest::pythonPathOfTheFile()
{
    QDir().mkpath(path("a"));
    plant({.django = "printf '<version>3.2</version>'; printf %s \"$PYTHONPATH\" > '" + path("asked").toUtf8() + "'"});
    m_spec.paths = {path("a").toStdString()};
    m_spec.setenv = {{"PYTHONPATH", "/mine"}, {"WORD", "hi"}};
    QCOMPARE(overall(run()), Verdict::Yes);
    QCOMPARE(QString::fromUtf8(contentOf("asked")), path("a") + QStringLiteral(":/mine"));
    const auto& given = m_made.front().environment;
    QVERIFY(std::find(given.begin(), given.end(), std::pair<std::string, std::string>("PYTHONPATH", "/mine")) !=
            given.end());
}

void EnvironmentRunTest::whatTheSiteIsGiven()
{
    QVERIFY(overall(run()) == Verdict::Yes);
    const SiteOptions polls = m_made.back();
    QCOMPARE(polls.backend, "django:" + polls.folder);
    QCOMPARE(QString::fromStdString(polls.python), path("bin/python3"));
    QVERIFY(!polls.relay);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(polls.folder))); // it goes with the run
    m_spec.project = "/srv/site";
    QVERIFY(overall(run()) == Verdict::Yes);
    QCOMPARE(m_made.back().backend, std::string("django:/srv/site"));
    QCOMPARE(m_made.back().folder, std::string("/srv/site"));
    m_spec.backend = "wsgi:site.wsgi:application";
    QVERIFY(overall(run()) == Verdict::Yes);
    QCOMPARE(m_made.back().backend, m_spec.backend);
}

void EnvironmentRunTest::whatACommandIsGiven()
{
    QDir().mkpath(path("a"));
    m_spec.paths = {path("a").toStdString()};
    m_spec.backend = "command:{python} main.py --port {port}";
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QVERIFY(result.relayed);
    QCOMPARE(result.backend, QStringLiteral("command:{python} main.py --port {port}"));
    const SiteOptions site = m_made.back();
    QVERIFY(site.relay);
    QCOMPARE(QString::fromStdString(site.backend),
             QStringLiteral("command:%1 main.py --port {port}").arg(path("bin/python3")));
    QCOMPARE(site.paths, m_spec.paths);
    // What it starts by name is the environment's, too; the paths are the backend's to pass on.
    QStringList names;
    for (const auto& [name, value] : site.environment) {
        names += QString::fromStdString(name);
        if (name == "PATH")
            QVERIFY2(QString::fromStdString(value).startsWith(path("bin") + u':' + path("a/bin")), value.c_str());
    }
    QVERIFY(names.contains(QStringLiteral("PATH")));
    QVERIFY(!names.contains(QStringLiteral("PYTHONPATH")));
}

void EnvironmentRunTest::aCommandOfAnotherPython()
{
    plant({}, "other/python3");
    const QString script = m_folder->write(QStringLiteral("other/daphne"), "#!" + path("other/python3").toUtf8());
    QFile::setPermissions(script, QFile::ReadOwner | QFile::ExeOwner);
    const test::ChangedVariable variable("PATH", path("other").toUtf8());
    m_spec.backend = "command:daphne -p {port} site:application";
    const EnvironmentResult result = run();
    QCOMPARE(result.webSocket, Verdict::Maybe);
    QCOMPARE(result.django, Verdict::Maybe);
    QVERIFY2(result.why.startsWith(QStringLiteral("daphne is not there for ")), qPrintable(result.why));
}

/// Python would import it from where it runs.
void EnvironmentRunTest::aFolderCalledDjango()
{
    plant({.django = "test -d django && exit 1; printf '<version>3.2.25</version>'"});
    QDir().mkpath(path("here/django"));
    const QString before = QDir::currentPath();
    QDir::setCurrent(path("here"));
    const EnvironmentResult result = run();
    QDir::setCurrent(before);
    QCOMPARE(overall(result), Verdict::Yes);
}

void EnvironmentRunTest::packagesOfTox()
{
    plant({.django = "echo \"ImportError: No module named django\"; exit 1"});
    plant({.packages = "django) found=3.2.25;;"}, "tox/bin/python");
    m_spec.requirements = {"django>=3.2,<3.3"};
    m_spec.virtualenv = path("tox").toStdString();
    EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.packages, QStringLiteral("virtualenv %1, made by tox").arg(path("tox")));
    QCOMPARE(result.pythonPath, path("tox/bin/python"));
    QCOMPARE(QString::fromStdString(m_made.back().python), path("tox/bin/python"));
    // Not when it has another.
    plant({.django = "printf '<version>4.2</version>'"}, "tox/bin/python");
    result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.pythonPath, path("bin/python3"));
}

void EnvironmentRunTest::packagesOfPip()
{
    plant({.django = "case \"$0\" in */work/*) printf '<version>3.2.25</version>';; *) exit 1;; esac",
           .pip = "echo \"$*\" > '" + path("pip.txt").toUtf8() + "'"});
    m_spec.requirements = {"django>=3.2,<3.3", "six"};
    m_options.workFolder = path("work");
    EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.pythonPath, path("work/py311-django32/bin/python"));
    QCOMPARE(QString::fromStdString(m_made.back().python), result.pythonPath);
    QVERIFY2(result.packages.startsWith(QStringLiteral("virtualenv %1, made in ").arg(path("work/py311-django32"))),
             qPrintable(result.packages));
    QCOMPARE(contentOf("pip.txt"), QByteArray("-m pip install django>=3.2,<3.3 six\n"));
    result = run();
    QCOMPARE(result.packages, QStringLiteral("virtualenv %1, made earlier").arg(path("work/py311-django32")));
    // What it lacks now, it lacks.
    failBackend("ModuleNotFoundError: No module named 'six'", {});
    QCOMPARE(run().django, Verdict::No);
}

/// The interpreter's own do when all that is required is there; Tornado is not needed where we stand in its place.
void EnvironmentRunTest::theInterpretersOwnPackages()
{
    plant({.packages = "django) found=3.2.25;; six) found=1.16;;", .pip = "exit 1"});
    m_options.workFolder = path("work");
    m_spec.requirements = {"tornado", "django==3.2.*", "six>=1"};
    QCOMPARE(overall(run()), Verdict::Yes);
    m_spec.backend = "command:{python} tornado_main.py";
    QVERIFY(run().why.startsWith(QStringLiteral("Its packages could not be installed: ")));
    m_spec.backend.clear();
    for (const char* requirement : {"six>=2", "seven", "-rmore.txt", "https://example.org/six.zip"}) {
        m_spec.requirements.back() = requirement;
        QVERIFY2(run().why.startsWith(QStringLiteral("Its packages could not be installed: ")), requirement);
    }
}

void EnvironmentRunTest::pipFails()
{
    plant({.django = "exit 1", .pip = "echo Collecting django; echo 'ERROR: No matching distribution found'; exit 1"});
    m_spec.requirements = {"django==3.2.*"};
    m_options.workFolder = path("work");
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("Its packages could not be installed: pip install failed: ERROR: No matching "
                                        "distribution found"));
    QCOMPARE(result.evidence, QStringLiteral("Collecting django\nERROR: No matching distribution found\n"));
}

void EnvironmentRunTest::pipHangs()
{
    plant({.django = "exit 1", .pip = "echo Looking in indexes; exec sleep 600"});
    m_spec.requirements = {"django==3.2.*"};
    m_spec.timeLimit = 1s;
    m_options.workFolder = path("work");
    EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("Its packages could not be installed: pip install did not come to an end in "
                                        "time."));
    QCOMPARE(result.evidence, QStringLiteral("Looking in indexes\n"));
    QVERIFY(result.took < 15s);
    // Cancelled while it hangs.
    plant({.django = "exit 1", .pip = "touch '" + path("hangs").toUtf8() + "'; exec sleep 600"});
    m_spec.timeLimit = 300s;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] { m_cancelled = QFile::exists(path("hangs")); });
    look.start(10ms);
    result = run();
    QCOMPARE(overall(result), Verdict::Maybe);
    QCOMPARE(result.why, QStringLiteral("It was cancelled."));
    QVERIFY(result.took < 15s);
}

void EnvironmentRunTest::oddNames()
{
    plant({.django = "case \"$0\" in */work/*) printf '<version>3.2.25</version>';; *) exit 1;; esac"});
    m_spec.requirements = {"django==3.2.*"};
    m_options.workFolder = path("work");
    const std::string names[] = {
        "", "..", ".", "../../escaped", "a b", "a/b", "a_b", "é", "è", std::string(300, 'x'), std::string(301, 'x')};
    for (const std::string& name : names) {
        m_spec.name = name;
        const EnvironmentResult result = run();
        QVERIFY2(overall(result) == Verdict::Yes, name.c_str());
        QCOMPARE(result.name, QString::fromStdString(name));
        QVERIFY2(result.packages.contains(QStringLiteral("made in")), qPrintable(result.packages)); // none is another's
    }
    QCOMPARE(QDir(path("work")).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).size(),
             qsizetype(std::size(names)));
    QVERIFY(!QFileInfo::exists(path("escaped")));
}

/// Nobody asks it for a Django.
void EnvironmentRunTest::anotherFramework()
{
    plant({.django = "exit 1"});
    m_spec.framework = {"Flask", "1.0"};
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.frameworkFound, QString());
}

void EnvironmentRunTest::benchmark()
{
    m_options.benchmark = true;
    m_options.requests = 20;
    m_options.connections = 2;
    const EnvironmentResult result = run();
    QCOMPARE(overall(result), Verdict::Yes);
    QCOMPARE(result.benchmark.size(), std::size_t(3));
    QCOMPARE(result.benchmark.front()->complete, std::uint64_t(20));
    QCOMPARE(m_phases.back(), Phase::Benchmark);
    m_site.pages = false;
    QVERIFY(run().benchmark.empty());
    QCOMPARE(m_phases.back(), Phase::Pages);
}

WINDSOCK_TEST(EnvironmentRunTest)
#include "environmentruntest.moc"
