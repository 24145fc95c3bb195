// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The reStructuredText to the letter: the ancestor's table, chapters of each verdict, and what is escaped.
#include "core/matrix/reportrst.h"
#include "core/matrix/reportcontent.h"
#include "core/matrix/reportrstinline.h"
#include "tests/core/matrix/reportfixtures.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

namespace {

QString rstOf(const test::Results& results)
{
    return toRst(describe(results, test::reportFacts()));
}

QString plain(const char* text)
{
    return rstLine({{Mark::Plain, QString::fromUtf8(text)}});
}

QString code(const char* text)
{
    return rstLine({{Mark::Code, QString::fromUtf8(text)}});
}

const QString ancestorsTable = QStringLiteral(
    R"(============  ==========  ================  ================  =============  =================
Python        Django      More details      Websocket works?  Django works?  So, does it work?
============  ==========  ================  ================  =============  =================
Python 2.7    Django 1.8  `py27-django18`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 2.7    Django 1.9  `py27-django19`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 3.2    Django 1.8  `py32-django18`_  ─ Maybe yes       ─ Maybe yes    **─ Maybe yes**
Python 3.3    Django 1.8  `py33-django18`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 3.4    Django 1.8  `py34-django18`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 3.4    Django 1.9  `py34-django19`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 3.5    Django 1.8  `py35-django18`_  ✓ Yes             ✓ Yes          **✓ Yes**
Python 3.5    Django 1.9  `py35-django19`_  ✓ Yes             ✓ Yes          **✓ Yes**
============  ==========  ================  ================  =============  =================
)");

} // namespace

class ReportRstTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAncestorsTable();
    void theAncestorsChapters();
    void whatCouldNotBeTriedSaysWhy();
    void whatFailedHasItsOwnWords();
    void aBenchmarkHasPictureAndTable();
    void markupIsEscaped();
    void codeThatCannotBeCodeIsText();
    void rareCharactersMakeAList();
    void nothingAtAll();
};

void ReportRstTest::theAncestorsTable()
{
    const QString rst = rstOf(test::ancestorsEight());
    QVERIFY2(rst.contains(u'\n' + ancestorsTable + u'\n'), qPrintable(rst.left(3'000)));
    QVERIFY(rst.startsWith(QStringLiteral("Tests for Windsock\n==================\n")));
}

void ReportRstTest::theAncestorsChapters()
{
    const QString rst = rstOf(test::ancestorsEight());
    qsizetype at = 0;
    for (const char* title : {".. contents::\n    :depth: 2\n    :backlinks: none\n",
                              "Summary\n---",
                              "Compatibility with Python and Django\n```",
                              "Easy to install?\n",
                              "Read more at `Installation`_.",
                              "Integration into a Django project\n",
                              "Read more at `Integration`_.",
                              "Thin or heavy architecture?\n",
                              "Event-driven programming?\n",
                              "Has a documentation?\n",
                              "Has unit tests?\n",
                              "\n------------",
                              "Installation\n---",
                              "Integration\n---",
                              "Compatibility\n---",
                              "$ windsock matrix --config tox.ini --list\n",
                              "$ windsock matrix --config tox.ini -e py35-django19\n",
                              "py27-django18\n```",
                              "WebSocket in py27-django18\n...",
                              "works fine::\n\n    [I 260727",
                              "Django in py27-django18\n...",
                              "Architecture\n---",
                              "Event-driven programming\n---",
                              "Documentation\n---",
                              "Unit tests\n---"}) {
        const qsizetype found = rst.indexOf(QString::fromUtf8(title), at);
        QVERIFY2(found >= 0, title);
        at = found;
    }
}

void ReportRstTest::whatCouldNotBeTriedSaysWhy()
{
    const QString rst =
        rstOf({test::notThere(QStringLiteral("py33"), QStringLiteral("Python 3.3"), QStringLiteral("Django 1.8"))});
    QVERIFY(
        rst.contains(QStringLiteral("**─ Maybe yes**. Could not be tried: There is no Python 3.3 on this machine")));
    QVERIFY(!rst.contains(QStringLiteral("WebSocket in py33")));
}

void ReportRstTest::whatFailedHasItsOwnWords()
{
    const QString rst = rstOf({test::failing()});
    QVERIFY(
        rst.contains(QStringLiteral("**✗ No**: Django 3.2 does not start on Python 3.13: there is no module cgi.\n")));
    QVERIFY(rst.contains(
        QStringLiteral("Python's own words::\n\n    Traceback (most recent call last):\n      File \"wsgi")));
    QVERIFY(rst.contains(
        QStringLiteral("\n    ModuleNotFoundError: No module named 'cgi'\n\nWhat was tried::\n\n    ✗ GET")));
}

void ReportRstTest::aBenchmarkHasPictureAndTable()
{
    EnvironmentResult result = test::failing();
    test::addBenchmark(result);
    const QString rst = rstOf({result});
    QVERIFY(rst.contains(QStringLiteral("Benchmark of py313-django32\n...")));
    QVERIFY(rst.contains(QStringLiteral("\n.. image:: benchmarks/py313-django32/benchmark.png\n")));
    QVERIFY(
        rst.contains(QStringLiteral("\n/polls (Django)                1,639   76.3   88.6   91.5   91.5       0\n")));
}

void ReportRstTest::markupIsEscaped()
{
    QCOMPARE(plain("a_b_ *c* |d| `e` f:: g: \\"), QStringLiteral("a_b\\_ \\*c\\* \\|d\\| \\`e\\` f\\:\\: g: \\\\"));
    for (const char* begin :
         {"- a", "1. a", "a) a", "iv. a", ".. a::", ">>> a", ":a: b", "-a", "/v", "====", "[1] a", "• a"})
        QVERIFY2(plain(begin).startsWith(u'\\'), begin);
    QCOMPARE(plain("/usr/lib"), QStringLiteral("/usr/lib"));
    QCOMPARE(plain("\\"), QStringLiteral("\\ \\\\")); // two backslashes alone would be a rule
    QCOMPARE(rstParagraph({{Mark::Plain, QString(118, u'x') + QStringLiteral(" - y")}}, 2),
             QString(118, u'x') + QStringLiteral("\n  \\- y"));
}

void ReportRstTest::codeThatCannotBeCodeIsText()
{
    QCOMPARE(code("/usr/bin/py*"), QStringLiteral("``/usr/bin/py*``"));
    QCOMPARE(code("a`b"), QStringLiteral("a\\`b"));
    QCOMPARE(code("a\\"), QStringLiteral("a\\\\"));
    QCOMPARE(code(")*"), QStringLiteral("\\)\\*"));
}

void ReportRstTest::rareCharactersMakeAList()
{
    EnvironmentResult result = test::failing();
    result.python = QStringLiteral("漢字");
    QVERIFY(rstOf({result}).contains(QStringLiteral("\n漢字          Django 3.2  ")));
    result.python = QStringLiteral("😀");
    QVERIFY(rstOf({result}).contains(
        QStringLiteral(".. list-table::\n   :header-rows: 1\n\n   * - Python\n     - Django\n")));
}

void ReportRstTest::nothingAtAll()
{
    const QString rst = rstOf({});
    QVERIFY(rst.contains(QStringLiteral("No environment was named, so none was tried.")));
    QVERIFY(!rst.contains(QStringLiteral("So, does it work?")));
}

WINDSOCK_TEST(ReportRstTest)
#include "reportrsttest.moc"
