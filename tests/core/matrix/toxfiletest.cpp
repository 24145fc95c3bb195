// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading tox.ini: against what tox 3.28 itself said of the files in tests/core/matrix/tox, and what is wrong in
// others.
#include "core/matrix/toxfile.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace windsock;
using namespace windsock::matrix;
using windsock::test::TestFolder;

namespace {

const QString fixtures = QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/matrix/tox");

QProcessEnvironment surroundings()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/home/me"));
    return environment;
}

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<ToxFile> fixture(const QString& name)
{
    const QString folder = fixtures + u'/' + name;
    const QString own = folder + QStringLiteral("/tox.ini");
    return ToxFile::read(QFile::exists(own) ? own : folder + QStringLiteral("/setup.cfg"), surroundings());
}

Result<ToxFile> parse(const QByteArray& text, const QProcessEnvironment& environment = surroundings())
{
    return ToxFile::parse({text.constData(), static_cast<std::size_t>(text.size())}, QStringLiteral("/f/tox.ini"),
                          environment);
}

/// As tests/core/matrix/tox/expect writes it.
QJsonObject described(const ToxEnvironment& environment)
{
    QJsonObject setenv;
    for (const auto& [name, value] : environment.setenv)
        setenv.insert(name, value);
    QJsonArray commands;
    for (const QStringList& words : environment.commands)
        commands.append(QJsonArray::fromStringList(words));
    return {{QStringLiteral("basepython"), environment.basePython},
            {QStringLiteral("deps"), QJsonArray::fromStringList(environment.deps)},
            {QStringLiteral("setenv"), setenv},
            {QStringLiteral("commands"), commands},
            {QStringLiteral("changedir"), environment.changeDir},
            {QStringLiteral("envdir"), environment.envDir}};
}

} // namespace

class ToxFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asToxLists_data() { everyFixture(); }
    void asToxLists();
    void asToxShowsConfig_data() { everyFixture(); }
    void asToxShowsConfig();
    void selection_data();
    void selection();
    void selectionWithoutAList();
    void rangesForTox4();
    void pythonOfNames();
    void missingVariable();
    void errors_data();
    void errors();
    void errorsOfLists();
    void noFile();
    void largeFiles();
    void manyEnvironments();

private:
    static void everyFixture();
};

void ToxFileTest::everyFixture()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(names.size() > 10);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void ToxFileTest::asToxLists()
{
    QFETCH(QString, name);
    const auto tox = fixture(name);
    QVERIFY2(tox, tox ? "" : qPrintable(tox.error().sentence));
    QByteArray lines;
    for (const QString& one : tox->defaults())
        lines += one.toUtf8() + '\n';
    QCOMPARE(lines, content(fixtures + u'/' + name + QStringLiteral("/expected.txt")));
}

void ToxFileTest::asToxShowsConfig()
{
    QFETCH(QString, name);
    const auto tox = fixture(name);
    QVERIFY(tox);
    const QByteArray expected = content(fixtures + u'/' + name + QStringLiteral("/environments.json"))
                                    .replace("@", (fixtures + u'/' + name).toUtf8());
    const QJsonObject environments = QJsonDocument::fromJson(expected).object();
    QVERIFY(!environments.isEmpty());
    for (auto it = environments.begin(); it != environments.end(); ++it) {
        const auto environment = tox->environment(it.key());
        QVERIFY2(environment, environment ? "" : qPrintable(environment.error().sentence));
        QCOMPARE(QJsonDocument(described(*environment)).toJson(), QJsonDocument(it->toObject()).toJson());
    }
}

void ToxFileTest::selection_data()
{
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QString>("toxenv");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const QStringList& wanted, const char* toxenv, const char* names) {
        QTest::newRow(name) << wanted << QString::fromLatin1(toxenv) << QString::fromLatin1(names);
    };
    row("none", {}, "", "py27-a py27-b docs");
    row("TOXENV", {}, "docs,py27-a", "docs py27-a");
    row("-e before TOXENV", {QStringLiteral("py27-b")}, "docs", "py27-b");
    row("several", {QStringLiteral("py27-b"), QStringLiteral("docs,py27-a")}, "", "py27-b docs py27-a");
    row("generative", {QStringLiteral("py{27,36}-a")}, "", "py27-a py36-a");
    row("factors of conditions", {QStringLiteral("py310-c")}, "", "py310-c");
    row("a section of its own", {QStringLiteral("extra")}, "", "extra");
    row("ALL", {QStringLiteral("ALL")}, "", "py27-a py27-b docs extra");
    row("unknown", {QStringLiteral("py27-d")}, "", "");
    row("unknown among others", {QStringLiteral("docs,nope")}, "", "");
}

void ToxFileTest::selection()
{
    QFETCH(QStringList, wanted);
    QFETCH(QString, toxenv);
    QFETCH(QString, names);
    QProcessEnvironment environment = surroundings();
    environment.insert(QStringLiteral("TOXENV"), toxenv);
    const auto tox =
        parse("[tox]\nenvlist = py27-{a,b}, docs\n[testenv]\ndeps =\n  c: x\n[testenv:extra]\n", environment);
    QVERIFY(tox);
    const auto selected = tox->selected(wanted);
    if (!names.isEmpty()) {
        QVERIFY(selected);
        QCOMPARE(selected->join(u' '), names);
        return;
    }
    QVERIFY(!selected);
    QCOMPARE(selected.error().code, ErrorCode::NotFound);
    QVERIFY2(
        selected.error().sentence.endsWith(QStringLiteral("in /f/tox.ini: there are py27-a, py27-b, docs, extra.")),
        qPrintable(selected.error().sentence));
}

void ToxFileTest::selectionWithoutAList()
{
    const auto nothing = parse("[testenv]\ndeps = x\n");
    QVERIFY(nothing && nothing->defaults().isEmpty());
    QCOMPARE(*nothing->selected({}), QStringList(QStringLiteral("python")));
    const auto sections = parse("[testenv:b]\n[testenv:{d,c}]\n");
    QVERIFY(sections && sections->defaults().isEmpty());
    QCOMPARE(sections->selected({})->join(u' '), QStringLiteral("d c b"));
}

void ToxFileTest::rangesForTox4()
{
    for (const char* asks :
         {"minversion = 4.25", "min_version = 4", "requires = tox>=4.25\n  other", "requires =\n  tox >= 4"}) {
        const auto tox = parse("[tox]\nenvlist = py3{6-8}\n" + QByteArray(asks) + '\n');
        QVERIFY(tox);
        QCOMPARE(tox->defaults().join(u' '), QStringLiteral("py36 py37 py38"));
        QCOMPARE(tox->selected({QStringLiteral("py3{7-8}")})->join(u' '), QStringLiteral("py37 py38"));
    }
    for (const char* asks : {"minversion = 3.28", "requires = tox>=3.4", "requires = tox-docker>=4"}) {
        const auto tox = parse("[tox]\nenvlist = py3{6-8}\n" + QByteArray(asks) + '\n');
        QVERIFY(tox);
        QCOMPARE(tox->defaults().join(u' '), QStringLiteral("py36-8"));
    }
}

void ToxFileTest::pythonOfNames()
{
    const std::pair<const char*, const char*> names[] = {{"py27-django18", "python2.7"},
                                                         {"py310", "python3.10"},
                                                         {"py3", "python3"},
                                                         {"django18-py36", "python3.6"},
                                                         {"pypy", "pypy"},
                                                         {"pypy37-x", "pypy3.7"},
                                                         {"jython", "jython"},
                                                         {"py", ""},
                                                         {"python", ""},
                                                         {"docs", ""},
                                                         {"py1", ""},
                                                         {"py3100", ""}};
    for (const auto& [name, python] : names)
        QCOMPARE(pythonOfName(QString::fromLatin1(name)), QString::fromLatin1(python));
}

/// It is told when the environment is asked for; the others are there all the same.
void ToxFileTest::missingVariable()
{
    const auto tox = parse("[tox]\nenvlist = a, b\n[testenv]\ndeps =\n   x\n   a: {env:NOT_SET}\n");
    QVERIFY(tox);
    const auto a = tox->environment(QStringLiteral("a"));
    QVERIFY(!a);
    QCOMPARE(a.error().code, ErrorCode::NotFound);
    QCOMPARE(a.error().sentence, QStringLiteral("/f/tox.ini, line 4: the variable NOT_SET is not set: set it, or write "
                                                "{env:NOT_SET:DEFAULT}."));
    QVERIFY(tox->environment(QStringLiteral("b")));
}

void ToxFileTest::errors_data()
{
    QTest::addColumn<QByteArray>("testenv"); // its lines begin with line 3
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& testenv, int line, const char* words) {
        QTest::newRow(name) << testenv << line << QString::fromUtf8(words);
    };
    row("unknown", "deps = {foo}", 3, "\"{foo}\" is not known");
    row("unknown kind", "deps =\n\n  {foo:bar}", 3, "\"{foo:bar}\" is nothing that tox replaces");
    row("nothing", "deps = {}", 3, "\"{}\" stands for nothing");
    row("colon", "deps = {:x}", 3, "has no name before its colon");
    row("variable without a name", "deps = {env:}", 3, "names no variable");
    row("other section", "deps = x\nchangedir = {[nowhere]x}", 4, "\"{[nowhere]x}\" is not known");
    row("other key", "deps = {[testenv]x}", 3, "is not known");
    row("itself", "deps = {[testenv]deps}", 3, "\"{[testenv]deps}\" leads back to itself");
    row("in a circle", "a = {[testenv]b}\nb = {[testenv]c}\nc = {[testenv]a}\ndeps = {[testenv]a}", 5,
        "leads back to itself");
    row("commands in a circle", "commands = {[testenv]commands}", 3, "leads back to itself");
    row("in an environment", "setenv =\n  A = {nope}\n", 3, "\"{nope}\" is not known");
    row("no variable", "setenv = PATH", 3, "\"PATH\" sets no variable: write NAME = VALUE");
    row("condition that is not closed", "deps = \n  py{27: x", 3, "is not closed");
    row("quote", "commands = echo 'a", 3, "is not closed: write another '");
    row("goes on", "commands = echo \\", 3, "nothing goes on");
    row("doubles",
        "a = {[testenv]b}{[testenv]b}\nb = {[testenv]c}{[testenv]c}\nc = " + QByteArray("{envname}").repeated(2000) +
            "\ndeps = {[testenv]a}{[testenv]a}{[testenv]a}",
        5, "comes to too much");
    QByteArray chain = "v0 = x";
    for (int i = 1; i < 100; ++i)
        chain += "\nv" + QByteArray::number(i) + " = {[testenv]v" + QByteArray::number(i - 1) + "}";
    row("chain", chain + "\ndeps = {[testenv]v99}", 53, "a chain of over 50");
}

void ToxFileTest::errors()
{
    QFETCH(QByteArray, testenv);
    QFETCH(int, line);
    QFETCH(QString, words);
    const auto tox = parse("[tox]\n[testenv]\n" + testenv + "\n");
    QVERIFY2(tox, tox ? "" : qPrintable(tox.error().sentence));
    QElapsedTimer timer;
    timer.start();
    const auto environment = tox->environment(QStringLiteral("python"));
    QVERIFY(!environment);
    const QString sentence = environment.error().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("/f/tox.ini, line %1: ").arg(line)), qPrintable(sentence));
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(u'.') && sentence.size() < 400, qPrintable(sentence));
    QVERIFY(timer.elapsed() < 5000);
}

void ToxFileTest::errorsOfLists()
{
    const std::pair<QByteArray, QString> files[] = {
        {"[tox]\n\nenvlist =\n  py{27,35\n",
         QStringLiteral("/f/tox.ini, line 3: \"py{27,35\" has a { that is not closed")},
        {"[tox]\nminversion = 4\nenvlist = py{1-999999999}\n",
         QStringLiteral("/f/tox.ini, line 3: \"1-999999999\" comes to more")},
        {"[tox]\n[testenv:" + QByteArray("{1,2,3,4,5,6,7,8}").repeated(9) + "]\n",
         QStringLiteral("/f/tox.ini, line 2: ")},
        {"[tox]\ntoxworkdir = {nope}\n", QStringLiteral("/f/tox.ini, line 2: \"{nope}\" is not known")},
        {"[tox]\nignore_basepython_conflict = maybe\n", QStringLiteral("/f/tox.ini, line 2: ")},
        {"[tox]\n[tox]\n", QStringLiteral("/f/tox.ini, line 2: the section [tox] is there already")}};
    for (const auto& [text, beginning] : files) {
        const auto tox = parse(text);
        QVERIFY2(!tox, text.constData());
        QVERIFY2(tox.error().sentence.startsWith(beginning), qPrintable(tox.error().sentence));
    }
}

void ToxFileTest::noFile()
{
    const TestFolder folder;
    const QString setupCfg = folder.write(QStringLiteral("setup.cfg"), "[metadata]\nname = x\n");
    const QString large = folder.write(QStringLiteral("tox.ini"), QByteArray(10 << 20, 'x'));
    const std::pair<QString, QString> paths[] = {
        {QStringLiteral("/no/such/tox.ini"), QStringLiteral("Cannot read \"/no/such/tox.ini\" (")},
        {folder.path(), QStringLiteral("(it is a folder): give --config")},
        {setupCfg, QStringLiteral("has no section [tox:tox]")},
        {large, QStringLiteral("has over 1024 kB")},
        {QStringLiteral("/dev/zero"), QStringLiteral("has over 1024 kB")}};
    for (const auto& [path, words] : paths) {
        const auto tox = ToxFile::read(path, surroundings());
        QVERIFY(!tox);
        QVERIFY2(tox.error().sentence.contains(words), qPrintable(tox.error().sentence));
    }
}

/// What is as long as it may be, and made to take long.
void ToxFileTest::largeFiles()
{
    constexpr int size = 1'000'000;
    const QByteArray head = "[tox]\nenvlist = a\n[testenv]\ndeps = ";
    for (const char* piece :
         {"{", "}", "{[", "{[]", "]", "{a:", "\\{", "{:", "x\n ", "{,", "[", "{[a]b:", "a{b}", "\n a: {envname}"}) {
        QElapsedTimer timer;
        timer.start();
        const auto tox = parse(head + QByteArray(piece).repeated(size / qsizetype(qstrlen(piece))));
        if (tox)
            (void)tox->environment(QStringLiteral("a"));
        QVERIFY2(timer.elapsed() < 20'000, piece);
    }
    const auto list = parse("[tox]\nenvlist = " + QByteArray("{a,").repeated(size / 3));
    QVERIFY(!list);
}

void ToxFileTest::manyEnvironments()
{
    QElapsedTimer timer;
    timer.start();
    const auto tox = parse("[tox]\nenvlist = a{1,2,3,4,5,6,7,8}{1,2,3,4,5,6,7,8}{1,2,3,4,5,6,7,8}{1,2,3,4}\n"
                           "[testenv]\ndeps = {envname}\n  a1111: x\n");
    QVERIFY(tox);
    QCOMPARE(tox->defaults().size(), qsizetype(2048));
    for (const QString& name : tox->defaults())
        QVERIFY(tox->environment(name));
    QVERIFY(timer.elapsed() < 20'000);
}

WINDSOCK_TEST(ToxFileTest)
#include "toxfiletest.moc"
