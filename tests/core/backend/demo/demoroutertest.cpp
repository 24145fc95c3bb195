// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Router: the table of paths and methods.
#include "core/backend/demo/router.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::backend::demo;
using Kind = Action::Kind;

Q_DECLARE_METATYPE(windsock::backend::demo::Action)

namespace {

void add(const char* method, const char* path, const Action& action)
{
    QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path) << action;
}

void addReadOnly(const char* path, const Action& action)
{
    add("GET", path, action);
    add("HEAD", path, action);
    add("POST", path, {Kind::MethodNotAllowed, 0, "GET, HEAD"});
    add("get", path, {Kind::MethodNotAllowed, 0, "GET, HEAD"});
}

} // namespace

class DemoRouterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Action>("action");
        addReadOnly("/", {Kind::Redirect, 0, "/polls/"});
        addReadOnly("/polls/", {Kind::Index, 0, {}});
        addReadOnly("/polls/7/", {Kind::Detail, 7, {}});
        addReadOnly("/polls/9223372036854775807/results/", {Kind::Results, 9223372036854775807, {}});
        addReadOnly("/static/polls/style.css", {Kind::StaticFile, 0, {}});
        addReadOnly("/admin/", {Kind::Redirect, 0, "/admin/login/?next=/admin/"});
        add("GET", "/admin/login/", {Kind::LogIn, 0, {}});
        add("HEAD", "/admin/login/", {Kind::LogIn, 0, {}});
        add("POST", "/admin/login/", {Kind::LogInPosted, 0, {}});
        add("PUT", "/admin/login/", {Kind::MethodNotAllowed, 0, "GET, HEAD, POST"});
        add("POST", "/polls/12/vote/", {Kind::Vote, 12, {}});
        add("GET", "/polls/12/vote/", {Kind::MethodNotAllowed, 0, "POST"});
        add("HEAD", "/polls/12/vote/", {Kind::MethodNotAllowed, 0, "POST"});
        for (const char* path : {"/polls", "/polls/7", "/polls/7/vote", "/polls/7/results", "/admin", "/admin/login"})
            add("GET", path, {Kind::AppendSlash, 0, {}});
        for (const char* path : {"", "*", "//", "/poll/", "/polls//", "/polls/x/", "/polls/-1/", "/polls/+1/",
                                 "/polls/1x/", "/polls/1/vote/x", "/polls/1/votes/", "/polls/9223372036854775808/",
                                 "/polls/7/results//", "/static", "/admin/logout/", "/POLLS/", "//polls/"})
            add("GET", path, {});
    }

    void routes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(Action, action);
        const Action found = route(method.toStdString(), path.toStdString());
        QCOMPARE(static_cast<int>(found.kind), static_cast<int>(action.kind));
        QCOMPARE(found.question, action.question);
        QVERIFY(found.text == action.text);
    }
};

WINDSOCK_TEST(DemoRouterTest)
#include "demoroutertest.moc"
