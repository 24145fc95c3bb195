// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Log lines by the profile, failures, remarks, JSON; and the writer that follows a journal.
#include "core/journal/tornadolog.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <clocale>
#include <limits>

using namespace windsock;
using namespace windsock::journal;
using namespace windsock::journal::test;

namespace {

/// What stands behind the time, which depends on the zone.
std::string tail(const std::optional<std::string>& text)
{
    return text ? text->substr(0, 3) + "…" + text->substr(18) : std::string("none");
}

Outcome handshake(std::uint64_t id)
{
    Outcome result = outcome(id, 101);
    result.open = true;
    return result;
}

Outcome failed(std::uint64_t id, int status, std::string why)
{
    Outcome result = outcome(id, status);
    result.failure = std::move(why);
    return result;
}

/// JSON as it is read best in C++ (moc stumbles over raw strings).
std::string quoted(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// Everything after the time, of each line.
QStringList tails(const std::string& log)
{
    QStringList lines = QString::fromStdString(log).split(QLatin1Char('\n'));
    if (lines.takeLast() != QString())
        return {QStringLiteral("no newline at the end")};
    for (QString& line : lines) {
        if (line.startsWith(QLatin1Char('[')))
            line.remove(2, 16);
    }
    return lines;
}

} // namespace

class TornadoLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profilesHaveNames()
    {
        for (const LogProfile profile :
             {LogProfile::Tornado43, LogProfile::Tornado62, LogProfile::Tornado65, LogProfile::Json})
            QVERIFY(parseLogProfile(toString(profile)) == profile);
        QCOMPARE(toString(LogProfile::Tornado65), std::string_view("tornado-6.5"));
        QVERIFY(!parseLogProfile("tornado-6.3"));
        QVERIFY(!parseLogProfile(""));
    }

    void accessLines()
    {
        const Begun web = begun(1, "GET", "/hello-tornado?a=1");
        const Begun wsgi = begun(2, "POST", "/polls/1/vote/", Source::Wsgi);
        QCOMPARE(tail(format(LogProfile::Tornado43, web, outcome(1, 304))),
                 std::string("[I … web:1946] 304 GET /hello-tornado?a=1 (127.0.0.1) 0.62ms"));
        QCOMPARE(tail(format(LogProfile::Tornado62, web, outcome(1, 404))),
                 std::string("[W … web:2293] 404 GET /hello-tornado?a=1 (127.0.0.1) 0.62ms"));
        QCOMPARE(tail(format(LogProfile::Tornado65, web, outcome(1, 500))),
                 std::string("[E … web:2439] 500 GET /hello-tornado?a=1 (127.0.0.1) 0.62ms"));
        QCOMPARE(tail(format(LogProfile::Tornado43, wsgi, outcome(2, 302))),
                 std::string("[I … wsgi:355] 302 POST /polls/1/vote/ (127.0.0.1) 0.62ms"));
        QCOMPARE(tail(format(LogProfile::Tornado62, wsgi, outcome(2))),
                 std::string("[I … wsgi:205] 200 POST /polls/1/vote/ (127.0.0.1) 0.62ms"));
        QCOMPARE(tail(format(LogProfile::Tornado65, wsgi, outcome(2))),
                 std::string("[I … wsgi:265] 200 POST /polls/1/vote/ (127.0.0.1) 0.62ms"));
    }

    void theTimeIsThatOfTheAnswer()
    {
        const auto late = format(LogProfile::Tornado65, begun(1), outcome(1, 200, std::chrono::hours(30)));
        const auto line = parseAccessLine(*late);
        QVERIFY(line);
        QVERIFY(line->at == begun(1).at + std::chrono::hours(30));
        QCOMPARE(line->duration, microseconds(std::chrono::hours(30)));
    }

    void theLocaleHasNoSay()
    {
        const std::string before = std::setlocale(LC_NUMERIC, nullptr);
        const bool there = std::setlocale(LC_NUMERIC, "de_DE.UTF-8") || std::setlocale(LC_NUMERIC, "fr_FR.UTF-8");
        const std::string point = std::localeconv()->decimal_point;
        const auto access = format(LogProfile::Tornado65, begun(1), outcome(1));
        const auto json = format(LogProfile::Json, begun(1), outcome(1));
        std::setlocale(LC_NUMERIC, before.c_str());
        if (!there || point != ",")
            QSKIP("needs a locale that writes a decimal comma");
        QVERIFY(access->ends_with(" 0.62ms"));
        QVERIFY(json->find("\"duration_ms\":0.620,") != std::string::npos);
    }

    void aWebSocketIsLoggedOnce()
    {
        const Begun socket = begun(1, "GET", "/ws/hello-tornado");
        QVERIFY(!format(LogProfile::Tornado43, socket, handshake(1)));
        QCOMPARE(tail(format(LogProfile::Tornado62, socket, handshake(1))),
                 std::string("[I … web:2293] 101 GET /ws/hello-tornado (127.0.0.1) 0.62ms"));
        QVERIFY(!format(LogProfile::Tornado62, socket, outcome(1, 101)));
        QVERIFY(!format(LogProfile::Json, socket, outcome(1, 101)));
        QCOMPARE(tail(format(LogProfile::Tornado65, socket, failed(1, 101, "The client vanished."))),
                 std::string("[W … windsock:0] 101 GET /ws/hello-tornado (127.0.0.1): The client vanished."));
    }

    void aFailureSaysWhy()
    {
        const auto both =
            format(LogProfile::Tornado65, begun(1, "GET", "/x", Source::Wsgi), failed(1, 502, "The worker died."));
        const QStringList lines = tails(*both + '\n');
        QCOMPARE(lines, (QStringList{QStringLiteral("[E windsock:0] 502 GET /x (127.0.0.1): The worker died."),
                                     QStringLiteral("[E wsgi:265] 502 GET /x (127.0.0.1) 0.62ms")}));
        QCOMPARE(tail(format(LogProfile::Tornado65, begun(1), failed(1, 0, "Cut.\nTwice."))),
                 std::string("[W … windsock:0] GET / (127.0.0.1): Cut.\n    Twice."));
        QVERIFY(!format(LogProfile::Tornado65, begun(1), outcome(1, 0)));
    }

    void aUnixSocketHasNoAddress()
    {
        Begun local = begun(1);
        for (const char* const path : {"", "/run/windsock.sock", "@abstract"}) {
            local.client = {path, 0};
            QVERIFY(format(LogProfile::Tornado65, local, outcome(1))->ends_with("200 GET / (0.0.0.0) 0.62ms"));
        }
        local.client = {"::1", 9};
        QVERIFY(format(LogProfile::Tornado65, local, outcome(1))->ends_with("200 GET / (::1) 0.62ms"));
    }

    void nothingForgesALine()
    {
        const Begun evil = begun(1, "G\x1b[2JT", "/a (1.2.3.4) 0.00ms\n[I 260101 00:00:00 web:1] 200 GET /b");
        const auto text = format(LogProfile::Tornado65, evil, outcome(1));
        QVERIFY(text->find('\n') == std::string::npos && text->find('\x1b') == std::string::npos);
        const auto read = parseAccessLine(*text);
        QVERIFY(read);
        QCOMPARE(read->client, std::string("127.0.0.1"));
        const char* const uri =
            "/a\\x20(1.2.3.4)\\x200.00ms\\x0a[I\\x20260101\\x2000:00:00\\x20web:1]\\x20200\\x20GET\\x20/b";
        QCOMPARE(read->uri, std::string(uri));
        const auto said = format(LogProfile::Tornado65, line(0, "a\n[E forged]\r\x1b]0;x\a"), nullptr);
        QCOMPARE(tail(said), std::string("[I … windsock:0] a\n    [E forged]\\x0d\\x1b]0;x\\x07"));
    }

    void remarks()
    {
        const Begun request = begun(3, "GET", "/x", Source::Wsgi);
        QCOMPARE(tail(format(LogProfile::Tornado43, line(0, "on port 8000"), nullptr)),
                 std::string("[I … windsock:0] on port 8000"));
        QCOMPARE(tail(format(LogProfile::Tornado43, line(3, "a\nb", Channel::Stderr, Level::Warning), &request)),
                 std::string("[W … wsgi:355] a\n    b"));
        const Line traceback = line(3, "Traceback:\n  File\nE: x", Channel::Traceback, Level::Error);
        QCOMPARE(
            tail(format(LogProfile::Tornado62, traceback, &request)),
            std::string("[E … wsgi:205] Uncaught exception GET /x (127.0.0.1)\n    Traceback:\n      File\n    E: x"));
        QCOMPARE(tail(format(LogProfile::Tornado62, traceback, nullptr)),
                 std::string("[E … wsgi:205] Uncaught exception\n    Traceback:\n      File\n    E: x"));
        QVERIFY(!format(LogProfile::Tornado62, line(3, "print", Channel::Stdout), &request));
        QVERIFY(!format(LogProfile::Json, line(3, "print", Channel::Stdout), &request));
    }

    void onlyThePrefixHasColour()
    {
        const auto text = format(LogProfile::Tornado65, begun(1), outcome(1, 404), Colour::On);
        QVERIFY(text->starts_with("\x1b[33m[W "));
        QVERIFY(text->ends_with(" web:2439]\x1b(B\x1b[m 404 GET / (127.0.0.1) 0.62ms"));
        QVERIFY(format(LogProfile::Json, begun(1), outcome(1), Colour::On)->starts_with('{'));
    }

    void jsonHasTheDocumentedKeys()
    {
        const std::string access =
            quoted("{'time':'2026-01-01T11:00:00.002734Z','level':'warning','kind':'access','id':7,'connection':1,"
                   "'source':'wsgi','route':'.*','client':'127.0.0.1','method':'GET','uri':'/x','status':404,"
                   "'duration_ms':1.500,'websocket':false}");
        const std::string failure =
            quoted("{'time':'2026-01-01T11:00:00.001854Z','level':'warning','kind':'failure','id':7,"
                   "'client':'127.0.0.1','method':'GET','uri':'/x','status':0,'text':'Cut.'}");
        const std::string traceback =
            quoted("{'time':'2026-01-01T11:00:00.000000Z','level':'error','kind':'traceback','id':7,"
                   "'client':'127.0.0.1','method':'GET','uri':'/x','text':'a\\nb'}");
        const std::string log =
            quoted("{'time':'2026-01-01T11:00:00.000000Z','level':'info','kind':'log','id':0,'text':'a'}");
        Begun request = begun(7, "GET", "/x", Source::Wsgi);
        request.route = ".*";
        request.at += microseconds(1'234);
        const auto as = LogProfile::Json;
        QCOMPARE(*format(as, request, outcome(7, 404, microseconds(1'500))), access);
        QCOMPARE(*format(as, request, failed(7, 0, "Cut.")), failure);
        QCOMPARE(*format(as, line(7, "a\nb", Channel::Traceback, Level::Error), &request), traceback);
        QCOMPARE(*format(as, line(0, "a"), nullptr), log);
        QVERIFY(formatAccess(as, request, handshake(7))->ends_with(",\"websocket\":true}"));
        for (const std::string& text : {access, failure, traceback, log})
            QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(text)).isObject());
    }

    void theWriterFollowsAJournal()
    {
        Journal journal;
        TornadoLogWriter writer;
        Cursor cursor;
        const auto render = [&] {
            const Batch batch = journal.since(cursor, std::numeric_limits<std::size_t>::max());
            cursor = batch.cursor;
            return tails(writer.render(batch));
        };
        journal.append(shared(begun(1, "GET", "/a")));
        journal.append(shared(begun(2, "GET", "/ws")));
        QVERIFY(render().isEmpty());
        journal.append(shared(handshake(2)));
        journal.append(shared(line(0, "detail", Channel::Log, Level::Debug)));
        journal.append(shared(line(2, "said", Channel::Stdout)));
        journal.append(shared(outcome(1)));
        QCOMPARE(render(), (QStringList{QStringLiteral("[I web:2439] 101 GET /ws (127.0.0.1) 0.62ms"),
                                        QStringLiteral("[I web:2439] 200 GET /a (127.0.0.1) 0.62ms")}));
        journal.append(shared(line(1, "after the answer", Channel::Traceback, Level::Error)));
        journal.append(shared(line(2, "oops", Channel::Traceback, Level::Error)));
        journal.append(shared(outcome(2, 101)));
        journal.append(shared(outcome(99)));
        QCOMPARE(render(), (QStringList{QStringLiteral("[E web:2439] Uncaught exception GET /a (127.0.0.1)"),
                                        QStringLiteral("    after the answer"),
                                        QStringLiteral("[E web:2439] Uncaught exception GET /ws (127.0.0.1)"),
                                        QStringLiteral("    oops")}));
    }

    void theWriterSaysWhatIsMissing()
    {
        Journal journal(1);
        journal.append(shared(begun(1)));
        journal.append(shared(outcome(1)));
        TornadoLogWriter writer;
        QCOMPARE(
            tails(writer.render(journal.since({}, 9))),
            QStringList{QStringLiteral("[W windsock:0] 1 journal events were dropped before they could be logged")});
    }

    void theWriterForgets()
    {
        TornadoLogWriter::Options options;
        options.remembered = 3;
        TornadoLogWriter writer(options);
        Batch batch;
        for (std::uint64_t id = 1; id <= 5; ++id)
            batch.events.push_back(shared(begun(id)));
        const auto kept = std::get<std::shared_ptr<const Begun>>(batch.events[3]);
        for (std::uint64_t id = 1; id <= 5; ++id)
            batch.events.push_back(shared(outcome(id)));
        QCOMPARE(tails(writer.render(batch)).size(), 3);
        batch.events.clear();
        QCOMPARE(kept.use_count(), 2L);
        TornadoLogWriter other;
        for (std::uint64_t id = 1; id <= 3'000; ++id) { // answered ones do not pile up
            batch.events = {shared(begun(id)), shared(outcome(id))};
            other.render(batch);
        }
        batch.events = {shared(line(1'999, "x", Channel::Traceback)), shared(line(2'001, "x", Channel::Traceback))};
        QCOMPARE(tails(other.render(batch)),
                 (QStringList{QStringLiteral("[I wsgi:265] Uncaught exception"), QStringLiteral("    x"),
                              QStringLiteral("[I web:2439] Uncaught exception GET / (127.0.0.1)"),
                              QStringLiteral("    x")}));
    }

    void stdoutIsRawUnlessATerminal()
    {
        Batch batch;
        batch.events = {shared(line(1, "Someone said: \x1b[2J", Channel::Stdout)), shared(line(1, "log")),
                        shared(line(0, "a\nb", Channel::Stdout))};
        QCOMPARE(TornadoLogWriter().renderStdout(batch), std::string("Someone said: \x1b[2J\na\nb\n"));
        TornadoLogWriter::Options options;
        options.stdoutIsTerminal = true;
        QCOMPARE(TornadoLogWriter(options).renderStdout(batch), std::string("Someone said: \\x1b[2J\na\nb\n"));
    }
};

WINDSOCK_TEST(TornadoLogTest)
#include "tornadologtest.moc"
