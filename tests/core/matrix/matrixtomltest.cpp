// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// matrix.toml: both forms, every key, and every way to get one wrong; reading a matrix of either kind.
#include "core/matrix/matrixtoml.h"
#include "core/matrix/matrixfile.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::matrix;
using windsock::test::TestFolder;
using Texts = std::vector<std::string>;

namespace {

Result<std::vector<EnvironmentSpec>> read(const char* text)
{
    return readMatrixToml(text, QStringLiteral("matrix.toml"), QStringLiteral("/f"));
}

QString namesOf(const std::vector<EnvironmentSpec>& specs)
{
    QStringList names;
    for (const EnvironmentSpec& spec : specs)
        names.append(QString::fromStdString(spec.name));
    return names.join(u' ');
}

QProcessEnvironment surroundings()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("TOXENV"), QStringLiteral("b"));
    return environment;
}

} // namespace

class MatrixTomlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void list();
    void product();
    void oneSide();
    void defaults();
    void djangoIsInstalled();
    void documentedExample();
    void errors_data();
    void errors();
    void files();
    void chosen();
    void noFile();
};

void MatrixTomlTest::list()
{
    const auto specs = read("[[environment]]\nname = \"a\"\npython = \"python2.7\"\ndjango = \"1.8\"\n"
                            "packages = [\"django>=1.8,<1.9\", \"tornado\"]\npaths = [\"lib\", \"/abs\"]\n"
                            "env = { B = \"2\", A = \"1\" }\nbackend = \"command:daphne -p {port} site.asgi\"\n"
                            "project = \"site\"\nvirtualenv = \"venv\"\nwebsocket = \"/ws/x\"\ntime_limit = 60\n"
                            "[[environment]]\nname = \"b\"\nframework = \"Flask 1.0\"\npython = \"bin/python\"\n"
                            "backend = \"django:site\"\n");
    QVERIFY2(specs, specs ? "" : qPrintable(specs.error().sentence));
    const EnvironmentSpec& a = (*specs)[0];
    QCOMPARE(a.name, std::string("a"));
    QCOMPARE(a.python, std::string("2.7"));
    QCOMPARE(a.framework, (Framework{"Django", "1.8"}));
    QCOMPARE(a.requirements, (Texts{"django>=1.8,<1.9", "tornado"}));
    QCOMPARE(a.paths, (Texts{"/f/lib", "/abs"}));
    QCOMPARE(a.setenv, (std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"B", "2"}}));
    QCOMPARE(a.backend, std::string("command:daphne -p {port} site.asgi"));
    QCOMPARE(a.project, std::string("/f/site"));
    QCOMPARE(a.virtualenv, std::string("/f/venv"));
    QCOMPARE(a.webSocket, std::string("/ws/x"));
    QCOMPARE(a.timeLimit, std::chrono::seconds(60));
    const EnvironmentSpec& b = (*specs)[1];
    QCOMPARE(b.framework, (Framework{"Flask", "1.0"}));
    QCOMPARE(b.python, std::string("/f/bin/python"));
    QCOMPARE(b.backend, std::string("django:/f/site"));
    QCOMPARE(b.webSocket, EnvironmentSpec().webSocket);
    QCOMPARE(b.timeLimit, EnvironmentSpec().timeLimit);
}

void MatrixTomlTest::product()
{
    const auto specs =
        read("pythons = [\"2.7\", \"pypy3\", \"mine\"]\nframeworks = [\"django18\", \"flask1\"]\n"
             "exclude = [\"pypy3-django18\"]\n"
             "[python.mine]\npython = \"/opt/python\"\nenv = { P = \"1\" }\n"
             "[framework.flask1]\nframework = \"Flask 1.0\"\npackages = [\"flask<2\"]\nbackend = \"wsgi:a:b\"\n"
             "[[environment]]\nname = \"more\"\n");
    QVERIFY2(specs, specs ? "" : qPrintable(specs.error().sentence));
    QCOMPARE(namesOf(*specs), QStringLiteral("py27-django18 py27-flask1 pypy3-flask1 mine-django18 mine-flask1 more"));
    QCOMPARE((*specs)[0].python, std::string("2.7"));
    QCOMPARE(frameworkTitle((*specs)[0].framework), std::string("Django 1.8"));
    QCOMPARE((*specs)[2].python, std::string("pypy3"));
    QCOMPARE((*specs)[4].python, std::string("/opt/python"));
    QCOMPARE((*specs)[4].backend, std::string("wsgi:a:b"));
    QCOMPARE((*specs)[4].requirements, Texts{"flask<2"});
    QCOMPARE((*specs)[4].setenv.size(), std::size_t(1));
    QCOMPARE(frameworkTitle((*specs)[4].framework), std::string("Flask 1.0"));
}

void MatrixTomlTest::oneSide()
{
    const auto pythons = read("pythons = [\"python\", \"3.11\"]\n");
    QVERIFY(pythons);
    QCOMPARE(namesOf(*pythons), QStringLiteral("py py311"));
    QVERIFY((*pythons)[0].python.empty());
    const auto frameworks = read("frameworks = [\"django18\"]\n");
    QVERIFY(frameworks);
    QCOMPARE(namesOf(*frameworks), QStringLiteral("django18"));
    QVERIFY((*frameworks)[0].python.empty());
}

/// Lists and variables add up, all else is said anew.
void MatrixTomlTest::defaults()
{
    const auto specs =
        read("[defaults]\npackages = [\"a\"]\npaths = [\"p\"]\nenv = { A = \"1\", B = \"1\" }\ntime_limit = 5\n"
             "[[environment]]\nname = \"x\"\npackages = [\"b\"]\npaths = [\"q\"]\nenv = { A = \"2\" }\n"
             "[[environment]]\nname = \"y\"\ntime_limit = 6\n");
    QVERIFY(specs);
    QCOMPARE((*specs)[0].requirements, (Texts{"a", "b"}));
    QCOMPARE((*specs)[0].paths, (Texts{"/f/p", "/f/q"}));
    QCOMPARE((*specs)[0].setenv, (std::vector<std::pair<std::string, std::string>>{{"B", "1"}, {"A", "2"}}));
    QCOMPARE((*specs)[0].timeLimit, std::chrono::seconds(5));
    QCOMPARE((*specs)[1].requirements, Texts{"a"});
    QCOMPARE((*specs)[1].timeLimit, std::chrono::seconds(6));
}

void MatrixTomlTest::djangoIsInstalled()
{
    const auto specs = read("[[environment]]\nname = \"a\"\ndjango = \"1.8\"\npackages = [\"django-filter\"]\n"
                            "[[environment]]\nname = \"b\"\ndjango = \"1.8\"\npaths = [\"d\"]\n"
                            "[[environment]]\nname = \"c\"\ndjango = \"1.8\"\nvirtualenv = \"d\"\n"
                            "[[environment]]\nname = \"d\"\ndjango = \"1.8\"\npackages = [\"Django==1.8.3\"]\n"
                            "[[environment]]\nname = \"e\"\ndjango = \"main\"\n");
    QVERIFY(specs);
    QCOMPARE((*specs)[0].requirements, (Texts{"django-filter", "django==1.8.*"}));
    QVERIFY((*specs)[1].requirements.empty());
    QVERIFY((*specs)[2].requirements.empty());
    QCOMPARE((*specs)[3].requirements, Texts{"Django==1.8.3"});
    QVERIFY((*specs)[4].requirements.empty());
}

/// It has every key, and can be read.
void MatrixTomlTest::documentedExample()
{
    QFile example(QStringLiteral(WINDSOCK_SOURCE_DIR "/resources/matrix.toml"));
    QVERIFY(example.open(QIODevice::ReadOnly));
    const auto specs = read(example.readAll().constData());
    QVERIFY2(specs, specs ? "" : qPrintable(specs.error().sentence));
    QCOMPARE(namesOf(*specs), QStringLiteral("py27-django18 py27-flask1 py36-django18 py36-flask1 pypy3-flask1 "
                                             "mine-django18 mine-flask1 main"));
}

void MatrixTomlTest::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* text, const char* place, const char* words) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(place) << QString::fromLatin1(words);
    };
    row("no TOML", "[defaults\n", "line 1, column", "");
    row("not UTF-8", "pythons = [\"\xFF\"]\n", "line 1, column", "");
    row("empty", "", "line 1, column 1", "there is no environment here");
    row("unknown table", "[default]\n", "line 1, column 2",
        "\"default\" is no key of the file; there are defaults, environment");
    row("unknown key", "[defaults]\n\n  package = []\n", "line 3, column 3",
        "\"package\" is no key of defaults; there are backend, env, packages");
    row("unknown key of an environment", "[[environment]]\nnam = \"a\"\n", "line 2, column 1",
        "\"nam\" is no key of environment; there are backend, django, env, framework, name");
    row("no list of tables", "environment = [1]\n", "line 1, column", "write [[environment]]");
    row("no name", "\n[[environment]]\npython = \"3\"\n", "line 2, column 1", "an environment has a name");
    row("bad name", "[[environment]]\nname = \"a/b\"\n", "line 2, column 8", "a name of at most 100 letters");
    row("name that leads away", "[[environment]]\nname = \"..\"\n", "line 2, column 8", "a name of");
    row("name twice", "[[environment]]\nname = \"a\"\n[[environment]]\nname = \"a\"\n", "line 3, column 1",
        "two environments \"a\"");
    row("no Python", "[[environment]]\nname = \"a\"\npython = \"perl\"\n", "line 3, column 10",
        "a Python is expected here");
    row("Python that is no text", "[[environment]]\nname = \"a\"\npython = 2.7\n", "line 3, column 10",
        "a text in quotes");
    row("no version", "[[environment]]\nname = \"a\"\ndjango = \">1\"\n", "line 3, column 10", "a version such as");
    row("no list of texts", "[defaults]\npackages = \"a\"\n", "line 2, column 12", "a list of texts");
    row("path that is no text", "[defaults]\npaths = [\"a\",\n 1]\n", "line 3, column 2", "a text in quotes");
    row("variables", "[defaults]\nenv = [\"A=1\"]\n", "line 2, column 7", "env is a table");
    row("web socket", "[defaults]\nwebsocket = \"ws\"\n", "line 2, column 13", "begins with /");
    row("time limit", "[defaults]\ntime_limit = 0\n", "line 2, column 14", "a whole number from 1 to 86400");
    row("pythons that are one", "pythons = \"2.7\"\n", "line 1, column 11", "a list of texts");
    row("pythons that are none", "pythons = []\n", "line 1, column 11", "a list of texts");
    row("pythons of numbers", "pythons = [2.7]\n", "line 1, column 12", "a text in quotes");
    row("unknown Python", "pythons = [\"mine\"]\n", "line 1, column 12", "write [python.mine]");
    row("Python without a path", "pythons = [\"mine\"]\n[python.mine]\n", "line 2, column", "this Python has no path");
    row("unknown framework", "frameworks = [\"flask1\"]\n", "line 1, column 15", "write [framework.flask1]");
    row("table of no framework", "frameworks = [\"django18\"]\n[framework.django19]\n", "line 2, column",
        "\"django19\" is no key of framework; there are django18");
    row("table without a list", "[python.x]\n[[environment]]\nname = \"a\"\n", "line 1, column",
        "there is no list of pythons");
    row("table that is none", "pythons = [\"3\"]\npython = 1\n", "line 2, column 10", "python is a table");
    row("excluded that is none", "pythons = [\"3\"]\nexclude = [\"py2\"]\n", "line 2, column 12", "\"py2\" is none of");
    row("all excluded", "pythons = [\"3\"]\nexclude = [\"py3\"]\n", "line 1, column 1", "there is no environment here");
    row("twice", "pythons = [\"3\", \"python3\"]\n", "line 1, column 17", "two environments \"py3\"");
}

void MatrixTomlTest::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, words);
    const auto specs = read(text.constData());
    QVERIFY(!specs);
    const QString sentence = specs.error().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("matrix.toml, ") + place), qPrintable(sentence));
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(u'.') && !sentence.endsWith(QStringLiteral("..")), qPrintable(sentence));
}

/// Ours first, then tox.ini, and setup.cfg only when it speaks of tox.
void MatrixTomlTest::files()
{
    const TestFolder folder;
    QCOMPARE(findMatrixFile(folder.path()).error().code, ErrorCode::NotFound);
    folder.write(QStringLiteral("setup.cfg"), "[metadata]\n");
    QVERIFY(!findMatrixFile(folder.path()));
    for (const auto& [name, content] :
         {std::pair("setup.cfg", "[tox:tox]\nenvlist = a\n"), std::pair("tox.ini", "[tox]\nenvlist = b\n"),
          std::pair("matrix.toml", "pythons = [\"3\"]\n")}) {
        const QString path = folder.write(QString::fromLatin1(name), content);
        QCOMPARE(*findMatrixFile(folder.path()), path);
        const auto matrix = readMatrix(path, {}, Chosen::Listed, {});
        QVERIFY(matrix);
        QCOMPARE(matrix->environments.size(), std::size_t(1));
        QCOMPARE(matrix->file, path);
    }
}

void MatrixTomlTest::chosen()
{
    const TestFolder folder;
    const QString toml =
        folder.write(QStringLiteral("m.toml"), "pythons = [\"3.6\", \"3.7\", \"3.8\"]\nframeworks = [\"django18\"]\n");
    const auto namesIn = [&](const QString& path, const QStringList& wanted, Chosen chosen) {
        const auto matrix = readMatrix(path, wanted, chosen, surroundings());
        return matrix ? namesOf(matrix->environments) : matrix.error().sentence;
    };
    QCOMPARE(namesIn(toml, {QStringLiteral("py{38,36}-django18")}, Chosen::ToBeRun),
             QStringLiteral("py38-django18 py36-django18"));
    QCOMPARE(namesIn(toml, {QStringLiteral("py3{6-7}-django18")}, Chosen::ToBeRun),
             QStringLiteral("py36-django18 py37-django18"));
    QVERIFY(namesIn(toml, {QStringLiteral("py39")}, Chosen::ToBeRun)
                .endsWith(QStringLiteral("m.toml: there are py36-django18, py37-django18, py38-django18.")));
    QVERIFY(
        namesIn(toml, {QStringLiteral("py{39")}, Chosen::ToBeRun).startsWith(QStringLiteral("-e: \"py{39\" has a {")));
    const QString tox = folder.write(QStringLiteral("tox.ini"), "[tox]\nenvlist = a, b\n");
    QCOMPARE(namesIn(tox, {}, Chosen::Listed), QStringLiteral("a b"));
    QCOMPARE(namesIn(tox, {}, Chosen::ToBeRun), QStringLiteral("b")); // TOXENV
    QCOMPARE(namesIn(tox, {QStringLiteral("a")}, Chosen::Listed), QStringLiteral("a"));
}

void MatrixTomlTest::noFile()
{
    const TestFolder folder;
    for (const QString& path :
         {QString(), folder.path(), folder.path(QStringLiteral("x.toml")), QStringLiteral("/dev/zero")}) {
        const auto matrix = readMatrix(path, {}, Chosen::Listed, {});
        QVERIFY(!matrix);
        QVERIFY2(matrix.error().sentence.contains(QStringLiteral("--config")) ||
                     path.startsWith(QStringLiteral("/dev")),
                 qPrintable(matrix.error().sentence));
    }
}

WINDSOCK_TEST(MatrixTomlTest)
#include "matrixtomltest.moc"
