// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a report, what HTML and JSON have in them, and what is said when they cannot be written.
#include "core/matrix/report.h"
#include "core/matrix/reportcontent.h"
#include "core/matrix/reporthtml.h"
#include "core/matrix/reportjson.h"
#include "tests/core/matrix/reportfixtures.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

namespace {

QString htmlOf(const test::Results& results, const Pictures& pictures = {})
{
    return toHtml(describe(results, test::reportFacts()), pictures);
}

EnvironmentResult measured()
{
    EnvironmentResult result = test::failing();
    test::addBenchmark(result);
    return result;
}

QStringList keysOf(const QJsonValue& value)
{
    return value.toObject().keys(); // sorted
}

} // namespace

class ReportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filesAreWritten();
    void whatCannotBeWrittenIsSaid();
    void htmlHasVerdictsAndChapters();
    void htmlHasThePicturesInside();
    void htmlIsEscaped();
    void jsonHasItsKeys();
    void jsonHasTheValuesUncut();
};

void ReportTest::filesAreWritten()
{
    const test::TestFolder folder;
    const Pictures pictures = {{QStringLiteral("py313-django32"), "png"}};
    QVERIFY(writeReport(folder.path(QStringLiteral("new/report")), {measured()}, test::reportFacts(), pictures));
    for (const char* name : {"report.rst", "report.html", "report.json", "benchmarks/py313-django32/benchmark.png"})
        QVERIFY2(QFile::exists(folder.path(QStringLiteral("new/report/") + QString::fromLatin1(name))), name);
    QVERIFY(writeReport(folder.path(QStringLiteral("new/report")), {}, test::reportFacts())); // over the first
}

void ReportTest::whatCannotBeWrittenIsSaid()
{
    const test::TestFolder folder;
    folder.write(QStringLiteral("report.html/in-its-place"), {});
    const auto some = writeReport(folder.path(), {}, test::reportFacts());
    QVERIFY(!some);
    QVERIFY2(some.error().sentence.startsWith(QStringLiteral("report.html could not be written to ")),
             qPrintable(some.error().sentence));
    QVERIFY(QFile::exists(folder.path(QStringLiteral("report.json"))));

    folder.write(QStringLiteral("file"), {});
    const auto none = writeReport(folder.path(QStringLiteral("file")), {}, test::reportFacts());
    QVERIFY(!none);
    QVERIFY2(none.error().sentence.startsWith(QStringLiteral("report.rst, report.html, report.json could not be ")),
             qPrintable(none.error().sentence));
}

void ReportTest::htmlHasVerdictsAndChapters()
{
    const QString html = htmlOf(test::realistic());
    QVERIFY(html.contains(QStringLiteral(
        "<td><a href=\"#py311-django32\">py311-django32</a></td><td><span class=\"yes\">✓ Yes</span></td>")));
    QVERIFY(html.contains(QStringLiteral("<td><strong class=\"maybe\">─ Maybe yes</strong></td>")));
    QVERIFY(html.contains(QStringLiteral(
        "<section id=\"py313-django32\" class=\"environment\">\n<h3>py313-django32</h3>\n<p><strong class=\"no\">")));
    QVERIFY(html.contains(QStringLiteral("<h4>WebSocket <span class=\"yes\">")));
    QVERIFY(html.contains(QStringLiteral("prefers-color-scheme: dark")));
    QVERIFY(html.contains(QStringLiteral("@media print")));
    QVERIFY(html.contains(QStringLiteral("name=\"viewport\"")));
}

void ReportTest::htmlHasThePicturesInside()
{
    QVERIFY(htmlOf({measured()}).contains(QStringLiteral("src=\"benchmarks/py313-django32/benchmark.png\"")));
    const QString inside = htmlOf({measured()}, {{QStringLiteral("py313-django32"), "png"}});
    QVERIFY(inside.contains(QStringLiteral("src=\"data:image/png;base64,cG5n\"")));
}

void ReportTest::htmlIsEscaped()
{
    EnvironmentResult result = test::failing();
    result.name = QStringLiteral("<b>\"&'");
    result.evidence = QStringLiteral("</pre><script>alert(1)</script>");
    const QString html = htmlOf({result});
    QVERIFY(!html.contains(QStringLiteral("<script")));
    QVERIFY(!html.contains(QStringLiteral("<b>")));
    QVERIFY(html.contains(QStringLiteral("&lt;b&gt;&quot;&amp;&#39;")));
}

void ReportTest::jsonHasItsKeys()
{
    const QJsonObject report = QJsonDocument::fromJson(toJson({measured()}, test::reportFacts())).object();
    QCOMPARE(report.keys().join(u' '),
             QStringLiteral("command counts date environments machine matrix_file title version windsock_matrix"));
    const QJsonObject environment = report[QStringLiteral("environments")][0].toObject();
    QCOMPARE(environment.keys().join(u' '),
             QStringLiteral(
                 "backend benchmark conversation django evidence framework framework_found name packages pages_log "
                 "picture python python_found python_path relayed steps took_ms verdict websocket websocket_log why"));
    QCOMPARE(keysOf(environment[QStringLiteral("conversation")]).join(u' '),
             QStringLiteral("answers lines round_trip_us why works"));
    const QJsonValue run = environment[QStringLiteral("benchmark")][1];
    QCOMPARE(keysOf(run).join(u' '),
             QStringLiteral("bad_status complete connections error failed failure keep_alive latency_us page "
                            "requests requests_per_second stopped taken_us url"));
    QCOMPARE(keysOf(run[QStringLiteral("latency_us")]).join(u' '), QStringLiteral("max mean min p50 p90 p99"));
    QCOMPARE(keysOf(report[QStringLiteral("machine")]).join(u' '),
             QStringLiteral("kernel processor processors system"));
}

void ReportTest::jsonHasTheValuesUncut()
{
    EnvironmentResult result = measured();
    result.evidence = QStringLiteral("\x1b[1m").repeated(100'000);
    const QJsonObject report = QJsonDocument::fromJson(toJson({result}, test::reportFacts())).object();
    QCOMPARE(report[QStringLiteral("windsock_matrix")].toInt(), 1);
    QCOMPARE(report[QStringLiteral("date")].toString(), QStringLiteral("2026-07-27T10:12:00Z"));
    QCOMPARE(report[QStringLiteral("counts")][QStringLiteral("no")].toInt(), 1);
    const QJsonValue environment = report[QStringLiteral("environments")][0];
    QCOMPARE(environment[QStringLiteral("verdict")].toString(), QStringLiteral("no"));
    QCOMPARE(environment[QStringLiteral("websocket")].toString(), QStringLiteral("yes"));
    QCOMPARE(environment[QStringLiteral("evidence")].toString(), result.evidence);
    QCOMPARE(environment[QStringLiteral("picture")].toString(),
             QStringLiteral("benchmarks/py313-django32/benchmark.png"));
    QCOMPARE(environment[QStringLiteral("conversation")][QStringLiteral("round_trip_us")].toInt(), 264);
}

WINDSOCK_TEST(ReportTest)
#include "reporttest.moc"
