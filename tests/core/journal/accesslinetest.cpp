// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// parseAccessLine against the regular expression of formats.md, and cut at every byte.
#include "core/journal/accessline.h"
#include "tests/support/testregistry.h"

#include <QRegularExpression>
#include <QTest>

#include <ctime>

using namespace windsock;
using namespace windsock::journal;

namespace {

const char* const ancestor = "[I 160426 08:11:21 web:1946] 304 GET /hello-tornado (127.0.0.1) 0.62ms";

QRegularExpression expression()
{
    return QRegularExpression(QStringLiteral(
        R"(\A\[([DIWEC]) (\d{6} \d\d:\d\d:\d\d) (\w+):(\d+)\] (\d{3}) (\S+) (.*) \(([^)]*)\) (\d+\.\d\d)ms\z)"));
}

std::string localTime(Wall at)
{
    const std::time_t seconds = WallClock::to_time_t(at);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%y%m%d %H:%M:%S", std::localtime(&seconds))};
}

} // namespace

class AccessLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheAncestorsLine()
    {
        const auto line = parseAccessLine(ancestor);
        QVERIFY(line);
        QVERIFY(line->level == Level::Info);
        QCOMPARE(localTime(line->at), std::string("160426 08:11:21"));
        QCOMPARE(line->module, std::string("web"));
        QCOMPARE(line->line, 1946);
        QCOMPARE(line->status, 304);
        QCOMPARE(line->method, std::string("GET"));
        QCOMPARE(line->uri, std::string("/hello-tornado"));
        QCOMPARE(line->client, std::string("127.0.0.1"));
        QCOMPARE(line->duration, microseconds(620));
    }

    /// In a zone with summer time, every half hour of two years is read as it was shown.
    void localTimeReadsBack()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Europe/Berlin");
        tzset();
        bool good = true;
        for (int i = 0; i < 2 * 365 * 48; ++i) {
            const Wall at(std::chrono::seconds(1'700'000'000) + std::chrono::minutes(30) * i);
            const std::string shown = localTime(at);
            const auto line = parseAccessLine("[I " + shown + " web:1] 200 GET / (a) 1.00ms");
            good = good && line && localTime(line->at) == shown; // one of two, when summer time ends
        }
        before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
        tzset();
        QVERIFY(good);
    }

    void cutAtEveryByteItIsNone()
    {
        const std::string_view whole(ancestor);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!parseAccessLine(whole.substr(0, size)));
            QVERIFY(!parseAccessLine(whole.substr(whole.size() - size)));
        }
    }

    /// With any byte changed, it is a line if and only if the expression says so.
    void agreesWithTheExpression_data()
    {
        QTest::addColumn<QString>("text");
        const char* const lines[] = {
            ancestor,
            "[E 991231 23:59:59 wsgi:265] 500 POST /a (b) (c) (::1) 12345.00ms",
            "[W 010203 04:05:06 web:1] 404 GET  (0.0.0.0) 0.00ms",
            "[W 010203 04:05:06 web:1] 404 GET (0.0.0.0) 0.00ms",
            "[C 010203 04:05:06 a_1:007] 999 M-S / () 1.23ms",
            "[W 010203 04:05:06 web:1] 404 GET / (a)b) 0.00ms",
            "[W 010203 04:05:06 web:1] 404 GET / (a (b) 0.00ms",
            "[W 010203 04:05:06 web:1] 404 GET / (a) 0.00ms ",
            "[W 010203 04:05:06 web:1] 404 GET / (a) 0.00ms (b) 1.00ms",
        };
        for (const char* const text : lines)
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void agreesWithTheExpression()
    {
        QFETCH(QString, text);
        const QRegularExpression regex = expression();
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (const char c : {text[i].toLatin1(), '0', 'x', ' ', '(', ')', ':', ']', '.', '\t'}) {
                QString changed = text;
                changed[i] = QLatin1Char(c);
                const auto match = regex.match(changed);
                const auto line = parseAccessLine(changed.toStdString());
                if (!line && match.hasMatch() && i >= 3 && i < 18)
                    continue; // a date that does not exist
                QVERIFY2(line.has_value() == match.hasMatch(), qPrintable(changed));
                if (!line)
                    continue;
                QCOMPARE(localTime(line->at), match.captured(2).toStdString());
                QCOMPARE(line->module, match.captured(3).toStdString());
                QCOMPARE(line->method, match.captured(6).toStdString());
                QCOMPARE(line->uri, match.captured(7).toStdString());
                QCOMPARE(line->client, match.captured(8).toStdString());
            }
        }
    }

    void datesMustExist()
    {
        const auto withDate = [](const char* date) {
            return parseAccessLine("[I " + std::string(date) + " web:1] 200 GET / (a) 1.00ms").has_value();
        };
        QVERIFY(withDate("240229 00:00:00"));
        QVERIFY(!withDate("230229 00:00:00"));
        QVERIFY(!withDate("241301 00:00:00"));
        QVERIFY(!withDate("240001 00:00:00")); // read as December of the year before, once
        QVERIFY(!withDate("240100 00:00:00"));
        QVERIFY(!withDate("240101 24:00:00"));
        QVERIFY(!withDate("240101 00:60:00"));
    }

    void aLineIsOne()
    {
        const std::string whole(ancestor);
        for (std::size_t i = 0; i <= whole.size(); ++i)
            QVERIFY(!parseAccessLine(whole.substr(0, i) + '\n' + whole.substr(i)));
    }

    void numbersMustFit()
    {
        QVERIFY(!parseAccessLine("[I 240101 00:00:00 web:99999999999] 200 GET / (a) 1.00ms"));
        QVERIFY(!parseAccessLine("[I 240101 00:00:00 web:1] 200 GET / (a) 99999999999999999999.00ms"));
    }
};

WINDSOCK_TEST(AccessLineTest)
#include "accesslinetest.moc"
