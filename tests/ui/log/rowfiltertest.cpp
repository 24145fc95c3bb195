// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The quick filter: each kind of word, turned round, together, and wrong.
#include "ui/log/rowfilter.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::journal::test;
using namespace Qt::StringLiterals;

class RowFilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsMatch_data();
    void wordsMatch();
    void nothingShowsEverything();
    void aWrongPatternSaysWhere();
};

void RowFilterTest::wordsMatch_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("posted");  // POST /polls/4/vote/ by wsgi, 302
    QTest::addColumn<bool>("failed");  // GET /Static/app.js by web, 500
    QTest::addColumn<bool>("pending"); // GET /ws/hello by web
    const auto row = [](const char* text, bool a, bool b, bool c) {
        QTest::newRow(text) << QString::fromUtf8(text) << a << b << c;
    };
    row("polls", true, false, false);
    row("static", false, true, false);
    row("302", true, false, false);
    row("5xx", false, true, false);
    row("error", false, true, false);
    row("pending", false, false, true);
    row("web", false, true, true);
    row("wsgi", true, false, false);
    row("POST", true, false, false);
    row("GET web", false, true, true);
    row("-web", true, false, false);
    row("GET -pending", false, true, false);
    row("~^/polls/\\d+/", true, false, false);
    row("-~^/polls", false, true, true);
    row("open", false, false, false);
    row("-", false, false, false); // a piece of the path
}

void RowFilterTest::wordsMatch()
{
    QFETCH(QString, text);
    const ExchangeRow posted{
        shared(begun(1, "POST", "/polls/4/vote/", journal::Source::Wsgi)), shared(outcome(1, 302)), {}};
    const ExchangeRow failed{shared(begun(2, "GET", "/Static/app.js")), shared(outcome(2, 500)), {}};
    const ExchangeRow pending{shared(begun(3, "GET", "/ws/hello")), nullptr, {}};
    const auto filter = parseQuickFilter(text);
    QVERIFY(filter);
    QTEST((*filter)(posted), "posted");
    QTEST((*filter)(failed), "failed");
    QTEST((*filter)(pending), "pending");
}

void RowFilterTest::nothingShowsEverything()
{
    QVERIFY(!*parseQuickFilter({}));
    QVERIFY(!*parseQuickFilter(u"   "_s));
}

void RowFilterTest::aWrongPatternSaysWhere()
{
    const auto filter = parseQuickFilter(u"GET ~a(b"_s);
    QVERIFY(!filter);
    QVERIFY2(filter.error().sentence.contains(u"character 4"), qPrintable(filter.error().sentence));
}

WINDSOCK_TEST(RowFilterTest)
#include "rowfiltertest.moc"
