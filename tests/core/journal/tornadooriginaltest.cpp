// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Our lines, byte by byte, against the original: Debian's Tornado 6.2, run by tornado_reference.py.
#include "core/journal/tornadolog.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <ctime>
#include <optional>

using namespace windsock;
using namespace windsock::journal;
using namespace windsock::journal::test;

namespace {

const QString python = QStringLiteral("/usr/bin/python3");
constexpr auto profile = LogProfile::Tornado62;

struct Output
{
    bool ok = false;
    QByteArray out;
    QByteArray log;
};

Output run(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(python, QStringList{QStringLiteral("-I")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended && process.exitCode() == 0, process.readAllStandardOutput(), process.readAllStandardError()};
}

Output reference(const char* mode, const QByteArray& input = {})
{
    const QString script = QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/journal/tornado_reference.py");
    return run({script, QString::fromLatin1(mode)}, input);
}

const char* levelName(Level level)
{
    constexpr std::array<const char*, 4> names{"DEBUG", "INFO", "WARNING", "ERROR"};
    return names[static_cast<std::size_t>(level)];
}

double epochSeconds(Wall at)
{
    return std::chrono::duration<double>(at.time_since_epoch()).count();
}

/// What the original would be asked to log when we log this.
QJsonObject recordOf(const Begun& begun, const Outcome& outcome)
{
    const bool web = begun.source == Source::Web;
    return {{QStringLiteral("at"), epochSeconds(begun.at + outcome.duration)},
            {QStringLiteral("level"), QLatin1String(levelName(levelOf(outcome.status)))},
            {QStringLiteral("module"), web ? QStringLiteral("web") : QStringLiteral("wsgi")},
            {QStringLiteral("line"), web ? 2293 : 205},
            {QStringLiteral("status"), outcome.status},
            {QStringLiteral("summary"), QString::fromStdString(begun.request.method + ' ' + begun.request.target +
                                                               " (" + begun.client.host + ')')},
            {QStringLiteral("us"), double(outcome.duration.count())}};
}

QJsonObject recordOf(const Line& line)
{
    return {{QStringLiteral("at"), epochSeconds(line.at)},
            {QStringLiteral("level"), QLatin1String(levelName(line.level))},
            {QStringLiteral("module"), QStringLiteral("windsock")},
            {QStringLiteral("line"), 0},
            {QStringLiteral("message"), QString::fromStdString(line.text)}};
}

/// Sets the time zone of this process, and of those it starts, for as long as it lives.
class Zone
{
public:
    explicit Zone(const char* name)
        : m_had(qEnvironmentVariableIsSet("TZ"))
        , m_before(qgetenv("TZ"))
    {
        qputenv("TZ", name);
        tzset();
    }
    ~Zone()
    {
        if (m_had)
            qputenv("TZ", m_before);
        else
            qunsetenv("TZ");
        tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;

private:
    bool m_had;
    QByteArray m_before;
};

/// Pairs of what is to be logged and what we made of it.
struct Lines
{
    QJsonArray records;
    std::vector<std::string> ours;

    void add(const Begun& begun, const Outcome& outcome, Colour colour)
    {
        records.append(recordOf(begun, outcome));
        ours.push_back(format(profile, begun, outcome, colour).value_or(std::string()));
    }
    void add(const Line& line, Colour colour)
    {
        records.append(recordOf(line));
        ours.push_back(format(profile, line, nullptr, colour).value_or(std::string()));
    }
};

Lines manyLines(Colour colour)
{
    Lines lines;
    for (const int status : {101, 200, 302, 304, 399, 400, 404, 499, 500, 503, 599}) {
        Outcome answer = outcome(1, status, microseconds(status * 7));
        answer.open = status == 101;
        lines.add(begun(1, "GET", "/x?a=1&b=%20"), answer, colour);
        lines.add(begun(1, "POST", "/polls/1/vote/", Source::Wsgi), answer, colour);
    }
    for (int us = 0; us < 3'000; us += 5) // every tie of the second decimal
        lines.add(begun(1), outcome(1, 200, microseconds(us)), colour);
    for (const std::int64_t us : {99'995LL, 1'000'000LL, 59'999'999LL, 86'400'000'123LL})
        lines.add(begun(1), outcome(1, 200, microseconds(us)), colour);
    for (int day = 0; day < 400; ++day) {
        Begun late = begun(1);
        late.at += std::chrono::hours(day * 24) + std::chrono::minutes(day * 7) + microseconds(999'000);
        lines.add(late, outcome(1), colour);
    }
    for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error}) {
        for (const char* const text : {"one line", "two\nlines", "a\n\n  b\tc", "", "grün €"})
            lines.add(line(0, text, Channel::Log, level), colour);
    }
    return lines;
}

struct Asked
{
    const char* method;
    const char* target;
    int status;
    Source source;
};

/// What tornado_reference.py asks its server for.
constexpr std::array<Asked, 12> asked{{
    {"GET", "/ok?x=1&y=%20", 200, Source::Web},
    {"GET", "/ok", 304, Source::Web},
    {"HEAD", "/ok", 200, Source::Web},
    {"POST", "/ok", 200, Source::Web},
    {"GET", "/missing?q=(a)", 404, Source::Web},
    {"DELETE", "/ok", 405, Source::Web},
    {"GET", "/boom", 500, Source::Web},
    {"GET", "/ws", 101, Source::Web},
    {"GET", "/ws", 400, Source::Web},
    {"GET", "/wsgi/200?a=b", 200, Source::Wsgi},
    {"GET", "/wsgi/404", 404, Source::Wsgi},
    {"GET", "/wsgi/500", 500, Source::Wsgi},
}};

} // namespace

class TornadoOriginalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Output output = run({QStringLiteral("-c"), QStringLiteral("import tornado; print(tornado.version)")});
        if (!output.ok || output.out.trimmed() != "6.2")
            QSKIP("needs Debian 12's python3-tornado");
    }

    void formatsAsTheOriginal_data()
    {
        QTest::addColumn<bool>("colour");
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("plain") << false << QByteArray("UTC");
        QTest::newRow("summer time") << false << QByteArray("Europe/Berlin");
        QTest::newRow("half an hour") << true << QByteArray("Asia/Kolkata");
    }

    void formatsAsTheOriginal()
    {
        QFETCH(bool, colour);
        QFETCH(QByteArray, zone);
        const Zone local(zone.constData());
        const Lines lines = manyLines(colour ? Colour::On : Colour::Off);
        const QJsonObject request{{QStringLiteral("colour"), colour}, {QStringLiteral("records"), lines.records}};
        const Output output = reference("format", QJsonDocument(request).toJson());
        QVERIFY2(output.ok, output.log.constData());
        const QJsonArray theirs = QJsonDocument::fromJson(output.out).array();
        QCOMPARE(std::size_t(theirs.size()), lines.ours.size());
        for (std::size_t i = 0; i < lines.ours.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(lines.ours[i]), theirs[qsizetype(i)].toString().toUtf8());
    }

    /// A real server's log: each access line is made anew from what was asked, at the time and duration it names.
    void logsAsARealServer()
    {
        const Output output = reference("serve");
        QVERIFY2(output.ok, output.log.constData());
        std::size_t next = 0;
        for (const QByteArray& theirs : output.log.split('\n')) {
            const auto read = parseAccessLine(theirs.toStdString());
            if (!read)
                continue;
            QVERIFY(next < asked.size());
            const Asked& a = asked[next++];
            Outcome answer = outcome(1, a.status, read->duration);
            answer.open = a.status == 101;
            Begun request = begun(1, a.method, a.target, a.source);
            request.at = read->at - read->duration;
            const auto ours = format(profile, request, answer);
            QVERIFY(ours);
            QCOMPARE(QByteArray::fromStdString(*ours), theirs);
        }
        QCOMPARE(next, asked.size());
        compareTraceback(output.log);
    }

private:
    /// Headline and indentation are theirs; the line between them, the request's repr, is left out.
    static void compareTraceback(const QByteArray& log)
    {
        const QByteArrayList all = log.split('\n');
        const auto isHeadline = [](const QByteArray& text) { return text.contains("] Uncaught exception"); };
        const auto headline = std::find_if(all.begin(), all.end(), isHeadline);
        QVERIFY(headline != all.end());
        QByteArray theirs = headline->mid(headline->indexOf("] "));
        Line traceback = line(1, {}, Channel::Traceback, Level::Error);
        for (auto i = headline + 2; i != all.end() && i->startsWith("    "); ++i) {
            theirs += '\n' + *i;
            traceback.text += (traceback.text.empty() ? "" : "\n") + i->mid(4).toStdString();
        }
        const Begun boom = begun(1, "GET", "/boom");
        const std::string ours = format(profile, traceback, &boom).value_or(std::string());
        QCOMPARE(QByteArray::fromStdString(ours.substr(ours.find("] "))), theirs);
    }
};

WINDSOCK_TEST(TornadoOriginalTest)
#include "tornadooriginaltest.moc"
