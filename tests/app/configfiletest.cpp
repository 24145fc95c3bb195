// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The TOML file: each key, each way to get one wrong, and that an error changes nothing.
#include "app/configfile.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QFile>
#include <QTest>

using namespace windsock;
using namespace windsock::app;
using windsock::test::TestFolder;

namespace {

Result<void> read(const char* text, ServeOptions& options)
{
    return readConfig(text, QStringLiteral("x.toml"), QStringLiteral("/conf/dir"), options);
}

/// What can be told apart of two sets of options.
QByteArray summary(const ServeOptions& options)
{
    std::string text = options.endpoint.host + ":" + std::to_string(options.endpoint.port) + " " +
                       std::to_string(options.ioThreads) + " " + options.staticFolder + " " +
                       std::to_string(options.drainLimit.count()) + " " + options.backend.spec + " " +
                       options.backend.python + " " + std::to_string(options.backend.workers) + " " +
                       std::to_string(options.http.limits.line) + " " + options.logFile + " " + options.configFile;
    for (const auto& [name, value] : options.backend.environment)
        text += " " + name + "=" + value;
    for (const std::string& path : options.backend.paths)
        text += " " + path;
    for (const RouteOptions& route : options.routes)
        text += " " + route.pattern + ">" + route.handler + ">" + route.folder;
    return QByteArray::fromStdString(text);
}

} // namespace

class ConfigFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void empty();
    void server();
    void limits();
    void backend();
    void log();
    void routes();
    void relativeFolders();
    void specOfDjango();
    void numbersAtTheirBounds_data();
    void numbersAtTheirBounds();
    void webSocket();
    void theGuidesExample();
    void errors_data();
    void errors();
    void anErrorChangesNothing();
    void file();
    void fileThatIsNotThere();
    void fileWithAnErrorChangesNothing();
};

void ConfigFileTest::empty()
{
    for (const char* text : {"", "# nothing\n", "[server]\n[limits]\n[backend]\n[log]\n", "route = []\n"}) {
        ServeOptions options;
        const QByteArray before = summary(options);
        QVERIFY(read(text, options));
        QCOMPARE(summary(options), before);
    }
}

void ConfigFileTest::server()
{
    ServeOptions options;
    QVERIFY(
        read("[server]\nbind = \"0.0.0.0\"\nport = 0\nio_threads = 3\nstatic = \"/srv/files\"\ndrain = 7\n", options));
    QVERIFY((options.endpoint == net::Endpoint{"0.0.0.0", 0}));
    QCOMPARE(options.ioThreads, 3);
    QCOMPARE(options.staticFolder, std::string("/srv/files"));
    QCOMPARE(options.drainLimit, std::chrono::seconds(7));
}

void ConfigFileTest::limits()
{
    ServeOptions options;
    QVERIFY(read("[limits]\nline = 100\nhead = 300\nbody = 0\nhead_timeout = 2\nidle_timeout = 3\n", options));
    QCOMPARE(options.http.limits.line, std::size_t(100));
    QCOMPARE(options.http.limits.head, std::size_t(300));
    QCOMPARE(options.http.limits.body, std::uint64_t(0));
    QCOMPARE(options.http.headTimeout, std::chrono::seconds(2));
    QCOMPARE(options.http.idleTimeout, std::chrono::seconds(3));
}

void ConfigFileTest::backend()
{
    ServeOptions options;
    QVERIFY(read(
        "[backend]\nspec = \"wsgi:a.b:c\"\npython = \"python3.11\"\nchdir = \"/app\"\npath = [\"/l1\", \"/l2\"]\n"
        "env = { A = \"1\", B = \"\" }\nworkers = 4\nthreads = 5\nreload = true\nmigrate = true\nanswer_timeout = 7\n",
        options));
    const BackendOptions& backend = options.backend;
    QCOMPARE(backend.spec, std::string("wsgi:a.b:c"));
    QCOMPARE(backend.python, std::string("python3.11"));
    QCOMPARE(backend.chdir, std::string("/app"));
    QCOMPARE(backend.paths, (std::vector<std::string>{"/l1", "/l2"}));
    QCOMPARE(backend.environment, (std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"B", ""}}));
    QCOMPARE(backend.workers, 4);
    QCOMPARE(backend.threads, 5);
    QVERIFY(backend.reload && backend.migrate);
    QCOMPARE(backend.answerTimeout, std::chrono::seconds(7));
    QVERIFY(read("[backend]\nreload = false\n", options));
    QVERIFY(!options.backend.reload && options.backend.migrate);
}

void ConfigFileTest::log()
{
    ServeOptions options;
    QVERIFY(read("[log]\nformat = \"json\"\nfile = \"/var/log/x\"\n", options));
    QVERIFY(options.logProfile == journal::LogProfile::Json);
    QCOMPARE(options.logFile, std::string("/var/log/x"));
    QVERIFY(read("[log]\nformat = \"tornado-4.3\"\n", options));
    QVERIFY(options.logProfile == journal::LogProfile::Tornado43);
}

void ConfigFileTest::routes()
{
    ServeOptions options;
    options.routes = {{"/before", "hello", {}}};
    QVERIFY(read("[[route]]\npattern = '/a/([0-9]+)'\nhandler = \"backend\"\n"
                 "[[route]]\nhandler = \"static\"\npattern = \"/s/(.*)\"\nfolder = \"/srv\"\n"
                 "[[route]]\npattern = \"/h\"\nhandler = \"hello\"\n[[route]]\npattern = \"/e\"\nhandler = \"echo\"\n",
                 options));
    QCOMPARE(options.routes.size(), std::size_t(4)); // the table is replaced, in the file's order
    QCOMPARE(options.routes.at(0).pattern, std::string("/a/([0-9]+)"));
    QCOMPARE(options.routes.at(0).handler, std::string("backend"));
    QCOMPARE(options.routes.at(1).folder, std::string("/srv"));
    QCOMPARE(options.routes.at(3).handler, std::string("echo"));
}

void ConfigFileTest::relativeFolders()
{
    ServeOptions options;
    QVERIFY(read("[server]\nstatic = \"files\"\n[backend]\nchdir = \"../app\"\npath = [\"lib\", \"/abs\"]\n"
                 "[log]\nfile = \"./log/x\"\n"
                 "[[route]]\npattern = \"/s/(.*)\"\nhandler = \"static\"\nfolder = \"s\"\n",
                 options));
    QCOMPARE(options.staticFolder, std::string("/conf/dir/files"));
    QCOMPARE(options.backend.chdir, std::string("/conf/app"));
    QCOMPARE(options.backend.paths, (std::vector<std::string>{"/conf/dir/lib", "/abs"}));
    QCOMPARE(options.logFile, std::string("/conf/dir/log/x"));
    QCOMPARE(options.routes.front().folder, std::string("/conf/dir/s"));
}

void ConfigFileTest::specOfDjango()
{
    ServeOptions options;
    QVERIFY(read("backend.spec = \"django:mysite\"", options));
    QCOMPARE(options.backend.spec, std::string("django:/conf/dir/mysite"));
    QVERIFY(read("backend.spec = \"django:/srv/mysite\"", options));
    QCOMPARE(options.backend.spec, std::string("django:/srv/mysite"));
    QVERIFY(read("backend.spec = \"unix:run/app.sock\"", options));
    QCOMPARE(options.backend.spec, std::string("unix:/conf/dir/run/app.sock"));
    QVERIFY(read("backend.spec = \"unix:\"", options));
    QCOMPARE(options.backend.spec, std::string("unix:"));
    QVERIFY(read("backend.spec = \"demo\"", options));
    QCOMPARE(options.backend.spec, std::string("demo"));
}

void ConfigFileTest::numbersAtTheirBounds_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<qlonglong>("least");
    QTest::addColumn<qlonglong>("most");
    const auto row = [](const char* key, qlonglong least, qlonglong most) {
        QTest::newRow(key) << QByteArray(key) << least << most;
    };
    row("server.port", 0, 65535);
    row("server.io_threads", 1, 64);
    row("server.drain", 0, 3600);
    row("limits.line", 64, 1 << 20);
    row("limits.head", 256, 16 << 20);
    row("limits.body", 0, 1ll << 40);
    row("limits.head_timeout", 1, 3600);
    row("limits.idle_timeout", 1, 86400);
    row("backend.workers", 1, 64);
    row("backend.threads", 1, 256);
}

void ConfigFileTest::numbersAtTheirBounds()
{
    QFETCH(QByteArray, key);
    QFETCH(qlonglong, least);
    QFETCH(qlonglong, most);
    ServeOptions options;
    const auto tried = [&](const QByteArray& value) {
        return read(QByteArray(key + " = " + value).constData(), options);
    };
    QVERIFY(tried(QByteArray::number(least)));
    QVERIFY(tried(QByteArray::number(most)));
    for (const QByteArray& bad : {QByteArray::number(least - 1), QByteArray::number(most + 1), QByteArray("1.5"),
                                  QByteArray("\"1\""), QByteArray("true"), QByteArray("[1]")}) {
        const auto result = tried(bad);
        QVERIFY2(!result, bad.constData());
        QVERIFY(result.error().sentence.contains(QStringLiteral("a whole number from %1 to %2").arg(least).arg(most)));
    }
}

void ConfigFileTest::webSocket()
{
    ServeOptions options;
    QVERIFY(options.webSocket.deflate);
    QVERIFY(
        read("[websocket]\nmax_message = 1000\nping_interval = 20\nping_timeout = 5\ncompression = false\n", options));
    QCOMPARE(options.webSocket.settings.maxMessage, std::uint64_t(1000));
    QCOMPARE(options.webSocket.settings.pingInterval, std::chrono::milliseconds(20'000));
    QCOMPARE(options.webSocket.settings.pingTimeout, std::chrono::milliseconds(5'000));
    QVERIFY(!options.webSocket.deflate);
}

/// What the user guide shows can be read, and its defaults are the program's.
void ConfigFileTest::theGuidesExample()
{
    QFile guide(QStringLiteral(WINDSOCK_SOURCE_DIR "/resources/guide/configuration.md"));
    QVERIFY(guide.open(QIODevice::ReadOnly));
    const QByteArray text = guide.readAll();
    const auto start = text.indexOf("```toml\n") + 8;
    const QByteArray example = text.mid(start, text.indexOf("```", start) - start);
    ServeOptions options;
    const auto result = read(example.constData(), options);
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence));
    const ServeOptions defaults;
    QVERIFY(options.endpoint == defaults.endpoint);
    QCOMPARE(options.http.limits.line, defaults.http.limits.line);
    QCOMPARE(options.http.limits.head, defaults.http.limits.head);
    QCOMPARE(options.http.limits.body, defaults.http.limits.body);
    QCOMPARE(options.http.headTimeout, defaults.http.headTimeout);
    QCOMPARE(options.http.idleTimeout, defaults.http.idleTimeout);
    QCOMPARE(options.drainLimit, defaults.drainLimit);
    QCOMPARE(options.webSocket.settings.maxMessage, defaults.webSocket.settings.maxMessage);
    QCOMPARE(options.webSocket.deflate, defaults.webSocket.deflate);
    QCOMPARE(options.backend.workers, defaults.backend.workers);
    QCOMPARE(options.routes.size(), std::size_t(5));
}

void ConfigFileTest::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* text, const char* place, const char* words) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(place) << QString::fromLatin1(words);
    };
    row("no TOML", "[server\nport = 1\n", "line 1, column 8", "");
    row("unfinished", "[server]\nport = ", "line 2, column", "");
    row("twice", "[server]\nport = 1\nport = 2\n", "line 3, column", "");
    row("unknown table", "\n[sever]\nport = 1\n", "line 2, column 2",
        "\"sever\" is no key of the file; there are backend");
    row("unknown key", "[server]\n\n  prot = 1\n", "line 3, column 3",
        "\"prot\" is no key of server; there are bind, drain");
    row("unknown limit", "[limits]\nfoo = 1\n", "line 2, column 1", "no key of limits; there are body, head");
    row("unknown in backend", "[backend]\nfoo = 1\n", "line 2, column 1",
        "no key of backend; there are answer_timeout, chdir, env");
    row("unknown in log", "[log]\nfoo = 1\n", "line 2, column 1", "no key of log; there are file, format");
    row("unknown in route", "[[route]]\nfoo = 1\n", "line 2, column 1",
        "no key of route; there are folder, handler, pattern");
    row("no table", "server = 5\n", "line 1, column 10", "server is a table: write [server]");
    row("no text", "[server]\nbind = 127\n", "line 2, column 8", "a text in quotes");
    row("no flag", "[backend]\nreload = 1\n", "line 2, column 10", "true or false");
    row("no flag but text", "[backend]\nmigrate = \"yes\"\n", "line 2, column 11", "true or false");
    row("no list", "[backend]\npath = \"lib\"\n", "line 2, column 8", "a list of texts");
    row("no list of texts", "[backend]\npath = [\"a\",\n 5]\n", "line 3, column 2", "a text in quotes");
    row("no table of variables", "[backend]\nenv = \"A=1\"\n", "line 2, column 7", "env is a table");
    row("variable that is no text", "[backend]\nenv = { A = 1 }\n", "line 2, column 13", "a text in quotes");
    row("format", "[log]\nformat = \"apache\"\n", "line 2, column 10", "tornado-6.5, tornado-6.2, tornado-4.3 or json");
    row("one route", "[route]\npattern = \"/\"\n", "line 1, column", "routes are a list of tables: write [[route]]");
    row("route of numbers", "route = [1, 2]\n", "line 1, column", "table");
    row("bad pattern", "[[route]]\nhandler = \"hello\"\npattern = \"/(a\"\n", "line 3, column 11", "line 1, column 4");
    row("handler", "[[route]]\npattern = \"/\"\nhandler = \"helo\"\n", "line 3, column 11",
        "hello, echo, room, static or backend");
    row("no pattern", "[[route]]\nhandler = \"hello\"\n", "line 1, column", "a pattern and a handler");
    row("no handler", "\n[[route]]\npattern = \"/\"\n", "line 2, column", "a pattern and a handler");
    row("static without a group", "[[route]]\npattern = \"/f\"\nhandler = \"static\"\nfolder = \"f\"\n", "line 1",
        "has a group for the file's path");
    row("static without folder", "[[route]]\npattern = \"/(.*)\"\nhandler = \"static\"\n", "line 1, column",
        "has a folder");
    row("not UTF-8", "[server]\nbind = \"\xFF\"\n", "line 2, column", "");
}

void ConfigFileTest::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, words);
    ServeOptions options;
    const auto result = read(text.constData(), options);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Invalid);
    const QString sentence = result.error().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("x.toml, ") + place), qPrintable(sentence));
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(u'.') && !sentence.endsWith(QStringLiteral("..")), qPrintable(sentence));
}

void ConfigFileTest::anErrorChangesNothing()
{
    ServeOptions options;
    options.endpoint = {"::1", 8080};
    options.routes = {{"/a", "hello", {}}};
    options.backend.environment = {{"A", "1"}};
    const QByteArray before = summary(options);
    QVERIFY(
        !read("[server]\nbind = \"1.2.3.4\"\nport = 1\n[backend]\nenv = { B = \"2\" }\npath = [\"/x\"]\nworkers = 9\n"
              "[log]\nfile = \"/x\"\n[[route]]\npattern = \"/b\"\nhandler = \"nobody\"\n",
              options));
    QCOMPARE(summary(options), before);
}

void ConfigFileTest::file()
{
    const TestFolder folder;
    const QString file = folder.write(QStringLiteral("windsock.toml"), "[server]\nport = 8123\nstatic = \"files\"\n");
    ServeOptions options;
    QVERIFY(readConfigFile(file, options));
    QCOMPARE(options.endpoint.port, std::uint16_t(8123));
    QCOMPARE(options.staticFolder, folder.path(QStringLiteral("files")).toStdString());
    QCOMPARE(options.configFile, file.toStdString());
}

void ConfigFileTest::fileThatIsNotThere()
{
    ServeOptions options;
    const auto result = readConfigFile(QStringLiteral("/no/such/file.toml"), options);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFound);
    QVERIFY(result.error().sentence.contains(QStringLiteral("\"/no/such/file.toml\"")));
    QVERIFY(result.error().sentence.contains(QStringLiteral("--config")));
    QVERIFY(!readConfigFile(QStringLiteral("/tmp"), options)); // a folder
    QVERIFY(options.configFile.empty());
}

void ConfigFileTest::fileWithAnErrorChangesNothing()
{
    const TestFolder folder;
    const QString file = folder.write(QStringLiteral("bad.toml"), "[server]\nport = 8123\nbind = 5\n");
    ServeOptions options;
    options.configFile = "/the/one/before.toml";
    const QByteArray before = summary(options);
    const auto result = readConfigFile(file, options);
    QVERIFY(!result);
    QVERIFY(result.error().sentence.startsWith(file + QStringLiteral(", line 3, column 8")));
    QCOMPARE(summary(options), before);
}

WINDSOCK_TEST(ConfigFileTest)
#include "configfiletest.moc"
