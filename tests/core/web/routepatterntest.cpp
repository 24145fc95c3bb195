// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Route patterns: what they match, what they capture, and where a bad one says it is bad.
#include "core/web/routepattern.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::web;

namespace {

/// "no" or the captures, each in brackets.
QByteArray captured(const char* pattern, std::string_view path)
{
    const auto route = RoutePattern::compile(pattern);
    if (!route)
        return "bad";
    const auto captures = route->match(path);
    if (!captures)
        return "no";
    std::string text = "yes";
    for (const std::string& capture : *captures)
        text += " [" + capture + "]";
    return QByteArray::fromStdString(text);
}

} // namespace

class RoutePatternTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void keepsItsText();
    void capturesAreBytes();
    void percentDecoding_data();
    void percentDecoding();
    void saysWhereItIsBad_data();
    void saysWhereItIsBad();
    void isRefusedWhenItCannotBeAnchored_data();
    void isRefusedWhenItCannotBeAnchored();
    void extendedPatternsHaveLines();
    void longPathsDoNotHang();
};

void RoutePatternTest::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char* pattern, const char* path, const char* result) {
        QTest::addRow("%s on %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << QByteArray(result);
    };
    row("/hello-tornado", "/hello-tornado", "yes");
    row("/hello-tornado", "/hello-tornado/", "no");
    row("/hello-tornado", "/x/hello-tornado", "no");
    row("/hello-tornado", "/Hello-tornado", "no");
    row("/hello-tornado", "/hello%2Dtornado", "no"); // as sent
    row("^/a$", "/a", "yes");
    row("^/a$", "/a/b", "no");
    row("/a$", "/a", "yes");
    row("^", "", "yes");
    row("^", "/", "no");
    row(".*", "/anything/at all", "yes");
    row("^.*$", "*", "yes");
    row("/static/(.*)", "/static/a/b.css", "yes [a/b.css]");
    row("/static/(.*)", "/static/", "yes []");
    row("/static/(.*)", "/static", "no");
    row("/static/(.*)$", "/static/%2e%2E/x", "yes [../x]");
    row("(.*)", "/a%20b", "yes [/a b]");
    row("/polls/([0-9]+)/", "/polls/12/", "yes [12]");
    row("/polls/([0-9]+)/", "/polls/12/vote/", "no");
    row("/polls/([0-9]+)/", "x/polls/12/", "no");
    row("/a|/b", "/a", "yes");
    row("/a|/b", "/b", "yes");
    row("/a|/b", "/a/b", "no"); // whole, not one branch at each end
    row("^/a|/b$", "/ax", "no");
    row("/(a)?(b)", "/b", "yes [] [b]");
    row("/(?:a|b)/(?<name>[^/]+)", "/a/x%2Fy", "yes [x/y]");
    row("/price\\$", "/price$", "yes");
    row("/a\\.css", "/axcss", "no");
    row("/(.*)/(.*)", "/a/b/c", "yes [a/b] [c]");
    row("/caf\xC3\xA9", "/caf\xC3\xA9", "yes");
    row("/(caf.)", "/caf\xC3\xA9", "yes [caf\xC3\xA9]");
}

void RoutePatternTest::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QTEST(captured(pattern.constData(), path.toStdString()), "result");
}

void RoutePatternTest::keepsItsText()
{
    for (const char* text : {"/a", "^/a$", ".*", "^(.*)$", "/([0-9]+)"})
        QCOMPARE(RoutePattern::compile(text)->text(), std::string(text));
}

void RoutePatternTest::capturesAreBytes()
{
    const auto captures = RoutePattern::compile("/static/(.*)")->match("/static/%FF%00%C3%A9");
    QVERIFY(captures);
    QCOMPARE(captures->front(), std::string("\xFF\0\xC3\xA9", 4));
}

void RoutePatternTest::percentDecoding_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("none") << QByteArray("a+b") << QByteArray("a+b");
    QTest::newRow("alone") << QByteArray("%41") << QByteArray("A");
    QTest::newRow("both cases") << QByteArray("%c3%A9") << QByteArray("\xC3\xA9");
    QTest::newRow("once only") << QByteArray("%2541") << QByteArray("%41");
    QTest::newRow("cut") << QByteArray("a%4") << QByteArray("a%4");
    QTest::newRow("last") << QByteArray("a%") << QByteArray("a%");
    QTest::newRow("no hex") << QByteArray("%G1%1G%%41") << QByteArray("%G1%1G%A");
}

void RoutePatternTest::percentDecoding()
{
    QFETCH(QByteArray, text);
    QTEST(QByteArray::fromStdString(percentDecoded(text.toStdString())), "decoded");
}

void RoutePatternTest::saysWhereItIsBad_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QString>("place");
    QTest::newRow("group") << QByteArray("/a(b") << QStringLiteral("line 1, column 5");
    QTest::newRow("bracket") << QByteArray("/[a") << QStringLiteral("line 1, column 4");
    QTest::newRow("closes nothing") << QByteArray("/a)b") << QStringLiteral("line 1, column 3");
    QTest::newRow("second line") << QByteArray("/a\n/b)") << QStringLiteral("line 2, column 3");
    QTest::newRow("third line") << QByteArray("(?x) /a # one\n\n )") << QStringLiteral("line 3, column 2");
    QTest::newRow("characters, not bytes") << QByteArray("/\xC3\xA9)") << QStringLiteral("line 1, column 3");
}

void RoutePatternTest::saysWhereItIsBad()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QString, place);
    const auto route = RoutePattern::compile(pattern.toStdString());
    QVERIFY(!route);
    QCOMPARE(route.error().code, ErrorCode::Invalid);
    QVERIFY2(route.error().sentence.contains(place), qPrintable(route.error().sentence));
}

void RoutePatternTest::isRefusedWhenItCannotBeAnchored_data()
{
    QTest::addColumn<QByteArray>("pattern");
    // Each is a regular expression, but what is written behind it would belong to it: it could never match anything.
    QTest::newRow("comment") << QByteArray("(?x) /a # the a");
    QTest::newRow("quotation") << QByteArray("/(.*)\\Q.css");
}

void RoutePatternTest::isRefusedWhenItCannotBeAnchored()
{
    QFETCH(QByteArray, pattern);
    const auto route = RoutePattern::compile(pattern.toStdString());
    QVERIFY(!route);
    QVERIFY2(route.error().sentence.contains(QStringLiteral("line 1, column")), qPrintable(route.error().sentence));
}

void RoutePatternTest::extendedPatternsHaveLines()
{
    const char* const pattern = "(?x)\n  /polls/  # the polls\n  ([0-9]+) # which\n";
    QCOMPARE(captured(pattern, "/polls/3"), QByteArray("yes [3]"));
    QCOMPARE(captured(pattern, "/polls/"), QByteArray("no"));
}

void RoutePatternTest::longPathsDoNotHang()
{
    // Exponential for a naive matcher: PCRE2 gives up, and that is no match.
    const auto route = RoutePattern::compile("/(a+)+");
    QVERIFY(!route->match("/" + std::string(4000, 'a') + "!"));
    QVERIFY(route->match("/aaa"));
}

WINDSOCK_TEST(RoutePatternTest)
#include "routepatterntest.moc"
