// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ordered routes: the first pattern that matches wins.
#include "core/web/application.h"
#include "core/web/requesthandler.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::web;

namespace {

Application application(std::initializer_list<const char*> patterns)
{
    std::vector<Route> routes;
    for (const char* pattern : patterns)
        routes.push_back({*RoutePattern::compile(pattern), journal::Source::Web, {}});
    return Application(std::move(routes));
}

std::string winner(const Application& routes, std::string_view path)
{
    const Application::Match match = routes.match(path);
    return match.route ? match.route->pattern.text() : "none";
}

} // namespace

class ApplicationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstMatchWins()
    {
        const Application routes = application({"/a", "/(.*)", "/b", ".*"});
        QCOMPARE(winner(routes, "/a"), std::string("/a"));
        QCOMPARE(winner(routes, "/b"), std::string("/(.*)"));
        QCOMPARE(winner(routes, "*"), std::string(".*"));
    }

    void orderDecides()
    {
        QCOMPARE(winner(application({".*", "/a"}), "/a"), std::string(".*"));
        QCOMPARE(winner(application({"/a", ".*"}), "/a"), std::string("/a"));
    }

    void capturesAreThoseOfTheWinner()
    {
        const Application routes = application({"/x/([0-9]+)", "/(.*)"});
        QCOMPARE(routes.match("/x/12").captures, Captures{"12"});
        QCOMPARE(routes.match("/x/%31a").captures, Captures{"x/1a"});
    }

    void nothingMatches()
    {
        const Application::Match match = application({"/a", "/b/(.*)"}).match("/c");
        QVERIFY(!match.route);
        QVERIFY(match.captures.empty());
        QVERIFY(!application({}).match("/").route);
    }
};

WINDSOCK_TEST(ApplicationTest)
#include "applicationtest.moc"
