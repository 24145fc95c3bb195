// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The options of serve: each one, each bad value, and the file beneath them.
#include "app/serveoptions.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QCommandLineParser>
#include <QDir>
#include <QTest>

using namespace windsock;
using namespace windsock::app;
using windsock::test::TestFolder;

namespace {

Result<ServeOptions> read(const QStringList& arguments)
{
    QCommandLineParser parser;
    addServeOptions(parser);
    if (!parser.parse(QStringList{QStringLiteral("windsock")} + arguments))
        return Error{ErrorCode::Failed, parser.errorText(), {}};
    return readServeOptions(parser);
}

Result<ServeOptions> read(const char* arguments)
{
    return read(QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class ServeOptionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaults();
    void everyOption();
    void repeatedOptions();
    void logFormats_data();
    void logFormats();
    void badValues_data();
    void badValues();
    void theFirstErrorIsTold();
    void staticFolderMustBeThere();
    void foldersOfRoutesMustBeThere();
    void theCommandLineWins();
    void errorsOfTheFile();
};

void ServeOptionsTest::defaults()
{
    const auto options = read("");
    QVERIFY(options);
    QVERIFY((options->endpoint == net::Endpoint{"127.0.0.1", 8000}));
    QCOMPARE(options->ioThreads, 0);
    QCOMPARE(options->backend.spec, std::string("demo"));
    QCOMPARE(options->backend.workers, 2);
    QCOMPARE(options->backend.threads, 1);
    QVERIFY(!options->backend.reload && !options->backend.migrate);
    QCOMPARE(options->http.limits.body, std::uint64_t(100) << 20);
    QCOMPARE(options->http.limits.head, std::size_t(64 * 1024));
    QCOMPARE(options->http.limits.line, std::size_t(16 * 1024));
    QCOMPARE(options->http.headTimeout, std::chrono::seconds(10));
    QCOMPARE(options->http.idleTimeout, std::chrono::seconds(60));
    QCOMPARE(options->drainLimit, std::chrono::seconds(10));
    QVERIFY(options->logProfile == journal::LogProfile::Tornado65);
    QVERIFY(options->http.serverName.starts_with("Windsock/"));
    QVERIFY(options->routes.empty() && options->staticFolder.empty() && options->logFile.empty());
}

void ServeOptionsTest::everyOption()
{
    const auto options = read("--bind ::1 --port 0 --backend wsgi:a:b --static /tmp --io-threads 3 --log-format json "
                              "--log-file /x.log --python python3.11 --chdir /app --env A=1 --path /lib --workers 4 "
                              "--threads 5 --reload --migrate");
    QVERIFY(options);
    QVERIFY((options->endpoint == net::Endpoint{"::1", 0}));
    QCOMPARE(options->backend.spec, std::string("wsgi:a:b"));
    QCOMPARE(options->staticFolder, std::string("/tmp"));
    QCOMPARE(options->ioThreads, 3);
    QVERIFY(options->logProfile == journal::LogProfile::Json);
    QCOMPARE(options->logFile, std::string("/x.log"));
    QCOMPARE(options->backend.python, std::string("python3.11"));
    QCOMPARE(options->backend.chdir, std::string("/app"));
    QCOMPARE(options->backend.environment, (std::vector<std::pair<std::string, std::string>>{{"A", "1"}}));
    QCOMPARE(options->backend.paths, std::vector<std::string>{"/lib"});
    QCOMPARE(options->backend.workers, 4);
    QCOMPARE(options->backend.threads, 5);
    QVERIFY(options->backend.reload && options->backend.migrate);
}

void ServeOptionsTest::repeatedOptions()
{
    const auto options = read("--env A=1 --env B= --env C=x=y --path a --path b --port 1 --port 2");
    QVERIFY(options);
    QCOMPARE(options->backend.environment,
             (std::vector<std::pair<std::string, std::string>>{{"A", "1"}, {"B", ""}, {"C", "x=y"}}));
    QCOMPARE(options->backend.paths, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(options->endpoint.port, std::uint16_t(2));
}

void ServeOptionsTest::logFormats_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"tornado-6.5", "tornado-6.2", "tornado-4.3", "json"})
        QTest::newRow(name) << QByteArray(name);
}

void ServeOptionsTest::logFormats()
{
    QFETCH(QByteArray, name);
    const auto options = read(QByteArray("--log-format " + name).constData());
    QVERIFY(options);
    QCOMPARE(journal::toString(options->logProfile), std::string_view(name.constData()));
}

void ServeOptionsTest::badValues_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* value, const char* words) {
        QTest::addRow("%s %s", name, value)
            << QStringList{QString::fromLatin1(name), QString::fromLatin1(value)} << QString::fromLatin1(words);
    };
    row("--port", "65536", "--port takes a number from 0 to 65535, not \"65536\"");
    row("--port", "http", "--port takes a number");
    row("--port", "", "--port takes a number");
    row("--port", "80x", "--port takes a number");
    row("--port", "1.5", "--port takes a number");
    row("--port", "99999999999999", "--port takes a number");
    row("--io-threads", "0", "--io-threads takes a number from 1 to 64");
    row("--io-threads", "65", "--io-threads takes a number");
    row("--workers", "0", "--workers takes a number from 1 to 64");
    row("--workers", "65", "--workers takes a number");
    row("--threads", "0", "--threads takes a number from 1 to 256");
    row("--threads", "257", "--threads takes a number");
    row("--env", "A", "--env takes NAME=VALUE, not \"A\"");
    row("--env", "=1", "--env takes NAME=VALUE");
    row("--env", "", "--env takes NAME=VALUE");
    row("--log-format", "apache", "--log-format is tornado-6.5, tornado-6.2, tornado-4.3 or json, not \"apache\"");
    row("--static", "/no/such/folder", "There is no folder \"/no/such/folder\" to serve under /static/");
    row("--config", "/no/such.toml", "check the path given with --config");
    QTest::newRow("--port -1") << QStringList{QStringLiteral("--port=-1")} << QStringLiteral("--port takes a number");
}

void ServeOptionsTest::badValues()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const auto options = read(arguments);
    QVERIFY(!options);
    QVERIFY2(options.error().sentence.contains(words), qPrintable(options.error().sentence));
    QVERIFY(options.error().sentence.endsWith(u'.'));
}

void ServeOptionsTest::theFirstErrorIsTold()
{
    const auto options = read("--env nonsense --workers 0 --port x");
    QVERIFY(!options);
    QVERIFY(options.error().sentence.startsWith(QStringLiteral("--port")));
}

void ServeOptionsTest::staticFolderMustBeThere()
{
    const TestFolder folder;
    QVERIFY(read({QStringLiteral("--static"), folder.path()}));
    const auto options = read({QStringLiteral("--static"), folder.write(QStringLiteral("file"), {})});
    QVERIFY(!options);
    QCOMPARE(options.error().code, ErrorCode::NotFound);
}

void ServeOptionsTest::foldersOfRoutesMustBeThere()
{
    const TestFolder folder;
    const QString file = folder.write(QStringLiteral("windsock.toml"),
                                      "[[route]]\npattern = \"/s/(.*)\"\nhandler = \"static\"\nfolder = \"files\"\n");
    const QStringList arguments{QStringLiteral("--config"), file};
    const auto missing = read(arguments);
    QVERIFY(!missing);
    QCOMPARE(missing.error().sentence,
             QStringLiteral("There is no folder \"%1\" to serve under /s/(.*): make it, or name another.")
                 .arg(folder.path(QStringLiteral("files"))));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("files")));
    QVERIFY(read(arguments));
}

void ServeOptionsTest::theCommandLineWins()
{
    const TestFolder folder;
    const QString file =
        folder.write(QStringLiteral("windsock.toml"),
                     "[server]\nport = 8001\nbind = \"0.0.0.0\"\n[backend]\nworkers = 7\npath = [\"/file\"]\n"
                     "env = { A = \"file\" }\nreload = true\n[limits]\nhead_timeout = 3\n");
    const auto options =
        read({QStringLiteral("--config"), file, QStringLiteral("--port"), QStringLiteral("8002"),
              QStringLiteral("--env"), QStringLiteral("A=line"), QStringLiteral("--path"), QStringLiteral("/line")});
    QVERIFY(options);
    QVERIFY((options->endpoint == net::Endpoint{"0.0.0.0", 8002}));
    QCOMPARE(options->backend.workers, 7);
    QVERIFY(options->backend.reload);
    QCOMPARE(options->http.headTimeout, std::chrono::seconds(3));
    QCOMPARE(options->backend.paths, (std::vector<std::string>{"/file", "/line"}));
    QCOMPARE(options->backend.environment.back(),
             (std::pair<std::string, std::string>{"A", "line"})); // set last, so it stays
    QVERIFY(options->http.serverName.starts_with("Windsock/"));
    QCOMPARE(options->configFile, file.toStdString());
}

void ServeOptionsTest::errorsOfTheFile()
{
    const TestFolder folder;
    const QString file = folder.write(QStringLiteral("windsock.toml"), "[server]\nport = \"8001\"\n");
    const auto options = read({QStringLiteral("--config"), file});
    QVERIFY(!options);
    QVERIFY(options.error().sentence.startsWith(file + QStringLiteral(", line 2, column 8")));
}

WINDSOCK_TEST(ServeOptionsTest)
#include "serveoptionstest.moc"
