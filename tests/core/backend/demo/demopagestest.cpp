// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages: all data is escaped, and what each page must have.
#include "core/backend/demo/pages.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::backend::demo;

namespace {

constexpr const char* nasty = "</h1><script>\"a\" & 'b'";
constexpr const char* tamed = "&lt;/h1&gt;&lt;script&gt;&quot;a&quot; &amp; &#x27;b&#x27;";

Poll poll()
{
    return {{7, nasty, {}}, {{1, nasty, 0}, {2, "plain", 1}, {3, "", 1000}}};
}

int count(const std::string& page, const std::string& text)
{
    int found = 0;
    for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1))
        ++found;
    return found;
}

bool has(const std::string& page, const std::string& text)
{
    return count(page, text) > 0;
}

} // namespace

class DemoPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes()
    {
        std::string out = "<b>";
        appendEscaped(out, nasty);
        appendEscaped(out, "");
        appendEscaped(out, "ü");
        QVERIFY(out == std::string("<b>") + tamed + "ü");
    }

    void noPageShowsRawData()
    {
        for (const std::string& page : {indexPage({poll().question}), detailPage(poll(), nasty), resultsPage(poll()),
                                        logInPage(nasty), messagePage(nasty, nasty)}) {
            QVERIFY(!has(page, "<script"));
            QVERIFY(has(page, tamed));
            QVERIFY(page.starts_with("<!DOCTYPE html>"));
            QVERIFY(page.ends_with("</html>\n"));
            QVERIFY(has(page, "/static/polls/style.css"));
        }
    }

    void indexLists()
    {
        const std::string page = indexPage({{7, "Why?", {}}, {8, "How?", {}}});
        QVERIFY(has(page, "<li><a href=\"/polls/7/\">Why?</a></li>"));
        QVERIFY(has(page, "<li><a href=\"/polls/8/\">How?</a></li>"));
        QVERIFY(has(page, "<footer>"));
        QVERIFY(has(indexPage({}), "No polls are available."));
        QVERIFY(!has(indexPage({}), "<ul"));
    }

    void detailHasAForm()
    {
        const std::string page = detailPage(poll());
        QVERIFY(has(page, "<form action=\"/polls/7/vote/\" method=\"post\">"));
        QVERIFY(has(page, "<input type=\"radio\" name=\"choice\" value=\"2\"> plain"));
        QCOMPARE(count(page, "type=\"radio\""), 3);
        QVERIFY(!has(page, "role=\"alert\""));
        QVERIFY(has(detailPage(poll(), "You"), "<p class=\"error\" role=\"alert\">You</p>"));
    }

    void resultsCount()
    {
        const std::string page = resultsPage(poll());
        QVERIFY(has(page, ": <b>0</b> votes</li>"));
        QVERIFY(has(page, "plain: <b>1</b> vote</li>"));
        QVERIFY(has(page, ": <b>1000</b> votes</li>"));
    }

    void logInHasAForm()
    {
        QVERIFY(has(logInPage(), "type=\"password\""));
        QVERIFY(!has(logInPage(), "role=\"alert\""));
    }
};

WINDSOCK_TEST(DemoPagesTest)
#include "demopagestest.moc"
