// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DemoBackend, DemoLink and DemoExchange: every route over a fake Responder on an IoThread.
#include "core/net/iothread.h" // first, for moc 6.4: it fails where <compare> is the first header of std

#include "core/backend/demo/demobackend.h"
#include "core/backend/demo/demoexchange.h"
#include "tests/core/backend/demo/fakeresponder.h"
#include "tests/support/testregistry.h"

#include <QSqlDatabase>
#include <QTest>

using namespace windsock;
using namespace windsock::backend;
using demo::FakeResponder;
using Framing = http::Framing;

namespace {

constexpr const char* form = "application/x-www-form-urlencoded";

http::RequestHead get(const char* target, const char* method = "GET")
{
    return {method, target, http::Version::Http11, {}};
}

http::RequestHead post(const char* target, const char* type = form)
{
    return {"POST", target, http::Version::Http11, {{"Content-Type", type}}};
}

bool has(const FakeResponder& answer, const char* text)
{
    return answer.body.find(text) != std::string::npos;
}

bool header(const FakeResponder& answer, const char* name, const char* value)
{
    return answer.headers.value(name) == value;
}

} // namespace

class DemoExchangeTest : public QObject
{
    Q_OBJECT

private:
    /// Runs one exchange on the thread; the body comes in pieces of `piece` bytes.
    FakeResponder ask(const http::RequestHead& head, std::string_view body = {}, std::size_t piece = 1 << 20,
                      Framing framing = {})
    {
        if (!body.empty() && framing.kind == Framing::Kind::None)
            framing = {Framing::Kind::Length, body.size()};
        FakeResponder responder;
        m_thread->call([&] {
            const BackendRequest request{ExchangeId{1}, head, framing, {}, {}, "http"};
            const auto exchange = m_link->open(request, responder);
            exchange->start();
            for (std::size_t at = 0; at < body.size(); at += piece)
                exchange->bodyReceived(body.substr(at, piece));
            exchange->requestEnded();
        });
        return responder;
    }

private Q_SLOTS:
    void init()
    {
        m_thread = std::make_unique<net::IoThread>(QStringLiteral("demo test"));
        m_backend = std::make_unique<DemoBackend>();
        m_link = m_thread->call([this] { return m_backend->link(m_thread->loop()); });
    }

    void cleanup()
    {
        m_thread->call([this] { m_link.reset(); });
        QVERIFY(QSqlDatabase::connectionNames().isEmpty());
        m_backend.reset();
        m_thread.reset();
    }

    void isFine()
    {
        QVERIFY(m_backend->kind() == "demo");
        const BackendStatus status = m_backend->status();
        QVERIFY2(status.health == BackendStatus::Health::Fine, status.error.c_str());
        QVERIFY(status.label == "demo polls");
        QVERIFY(status.staticFolders.empty());
    }

    void showsPages_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("index") << QByteArray("/polls/") << 200 << QByteArray("href=\"/polls/1/\"");
        QTest::newRow("query") << QByteArray("/polls/?page=2") << 200 << QByteArray("<footer>");
        QTest::newRow("encoded") << QByteArray("/p%6flls/") << 200 << QByteArray("<footer>");
        QTest::newRow("absolute") << QByteArray("http://h/polls/") << 200 << QByteArray("<footer>");
        QTest::newRow("detail") << QByteArray("/polls/1/") << 200 << QByteArray("action=\"/polls/1/vote/\"");
        QTest::newRow("results") << QByteArray("/polls/1/results/") << 200 << QByteArray("Vote again?");
        QTest::newRow("log in") << QByteArray("/admin/login/?next=/admin/") << 200 << QByteArray("type=\"password\"");
        QTest::newRow("no question") << QByteArray("/polls/99/") << 404 << QByteArray("/polls/99/");
        QTest::newRow("no results") << QByteArray("/polls/99/results/") << 404 << QByteArray("Not Found");
        QTest::newRow("no file") << QByteArray("/static/polls/../x") << 404 << QByteArray("Not Found");
        QTest::newRow("no page") << QByteArray("/<x>") << 404 << QByteArray("/&lt;x&gt;");
    }

    void showsPages()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, text);
        for (const char* method : {"GET", "HEAD"}) {
            const FakeResponder answer = ask(get(target.constData(), method));
            QCOMPARE(answer.answers, 1);
            QCOMPARE(answer.leases, 1);
            QCOMPARE(answer.status, status);
            QVERIFY(header(answer, "Content-Type", "text/html; charset=utf-8"));
            QVERIFY2(has(answer, text.constData()), answer.body.c_str());
        }
    }

    void redirects_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("root") << QByteArray("/") << 302 << QByteArray("/polls/");
        QTest::newRow("admin") << QByteArray("/admin/") << 302 << QByteArray("/admin/login/?next=/admin/");
        QTest::newRow("slash") << QByteArray("/polls") << 301 << QByteArray("/polls/");
        QTest::newRow("slash and query") << QByteArray("/polls/1?a=b") << 301 << QByteArray("/polls/1/?a=b");
    }

    void redirects()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        const FakeResponder answer = ask(get(target.constData()));
        QCOMPARE(answer.status, status);
        QVERIFY(header(answer, "Location", location.constData()));
        QVERIFY(answer.body.empty());
    }

    void refusesMethods()
    {
        const FakeResponder vote = ask(get("/polls/1/vote/"));
        QCOMPARE(vote.status, 405);
        QVERIFY(header(vote, "Allow", "POST"));
        const FakeResponder index = ask(post("/polls/"), "a=b");
        QCOMPARE(index.status, 405);
        QVERIFY(header(index, "Allow", "GET, HEAD"));
    }

    void servesTheStyle()
    {
        const FakeResponder whole = ask(get("/static/polls/style.css"));
        QCOMPARE(whole.status, 200);
        QVERIFY(header(whole, "Content-Type", "text/css; charset=utf-8"));
        QVERIFY(has(whole, "prefers-color-scheme"));
        const std::string etag(whole.headers.value("ETag"));
        QVERIFY(etag.size() > 2 && etag.front() == '"' && etag.back() == '"');
        for (const std::string& known : {etag, "W/" + etag, "\"x\" , " + etag, std::string("*")}) {
            http::RequestHead head = get("/static/polls/style.css");
            head.headers.add("If-None-Match", known);
            const FakeResponder answer = ask(head);
            QCOMPARE(answer.status, 304);
            QVERIFY(answer.body.empty());
            QVERIFY(answer.headers.value("ETag") == etag);
        }
        http::RequestHead head = get("/static/polls/style.css");
        head.headers.add("If-None-Match", "\"x\", y,");
        QCOMPARE(ask(head).status, 200);
        QVERIFY(header(ask(get("/static/polls/images/background.svg")), "Content-Type", "image/svg+xml"));
    }

    void countsVotesCutAtEveryByte()
    {
        constexpr std::string_view body = "x=%20y&choice=%32&z";
        for (std::size_t piece = 1; piece <= body.size(); ++piece) {
            const FakeResponder answer = ask(post("/polls/1/vote/"), body, piece);
            QCOMPARE(answer.answers, 1);
            QCOMPARE(answer.status, 302);
            QVERIFY(answer.bodyWanted);
            QVERIFY(header(answer, "Location", "/polls/1/results/"));
        }
        const std::string shown = "<b>" + std::to_string(body.size()) + "</b> votes";
        QVERIFY(has(ask(get("/polls/1/results/")), shown.c_str()));
    }

    void asksAgainWithoutAChoice_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("empty") << QByteArray() << QByteArray(form);
        QTest::newRow("other field") << QByteArray("a=1") << QByteArray(form);
        QTest::newRow("no number") << QByteArray("choice=x") << QByteArray(form);
        QTest::newRow("no such") << QByteArray("choice=9999") << QByteArray(form);
        QTest::newRow("another question's") << QByteArray("choice=5") << QByteArray(form);
        QTest::newRow("no form") << QByteArray("choice=1") << QByteArray("text/plain");
    }

    void asksAgainWithoutAChoice()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        const FakeResponder answer = ask(post("/polls/1/vote/", type.constData()), body.toStdString());
        QCOMPARE(answer.status, 200);
        QVERIFY(has(answer, "You didn&#x27;t select a choice."));
        QVERIFY(has(answer, "<form"));
        QVERIFY(!has(ask(get("/polls/1/results/")), "<b>1</b>"));
    }

    void votesNeedAQuestion()
    {
        QCOMPARE(ask(post("/polls/99/vote/"), "choice=1").status, 404);
        QCOMPARE(ask(post("/polls/99/vote/"), "a=1").status, 404);
    }

    void typeMayHaveParameters()
    {
        QCOMPARE(ask(post("/polls/1/vote/", "Application/X-WWW-form-urlencoded ; charset=utf-8"), "choice=1").status,
                 302);
    }

    void logInIsAPretence()
    {
        const FakeResponder answer = ask(post("/admin/login/?next=/admin/"), "username=a&password=b");
        QCOMPARE(answer.status, 200);
        QVERIFY(has(answer, "This is the demo: choose a Django backend to log in."));
    }

    void refusesLongBodies()
    {
        const std::string longest = "choice=1&x=" + std::string(DemoExchange::bodyLimit - 11, 'x');
        QCOMPARE(ask(post("/polls/1/vote/"), longest, 1000).status, 302);
        for (const Framing& framing :
             {Framing{Framing::Kind::Length, longest.size() + 1}, Framing{Framing::Kind::Chunked, 0}}) {
            const FakeResponder answer = ask(post("/polls/1/vote/"), longest + 'x', 1000, framing);
            QCOMPARE(answer.answers, 1);
            QCOMPARE(answer.status, 413);
            QCOMPARE(answer.bodyWanted, framing.kind == Framing::Kind::Chunked);
        }
        QVERIFY(has(ask(get("/polls/1/results/")), "<b>1</b> vote<"));
    }

    void withoutADatabaseAllIs503()
    {
        DemoBackend broken(QStringLiteral("/nonexistent/folder"));
        const BackendStatus status = broken.status();
        QVERIFY(status.health == BackendStatus::Health::Failed);
        QVERIFY(status.error.ends_with('.'));
        m_thread->call([&] { m_link = broken.link(m_thread->loop()); });
        for (const char* target : {"/polls/", "/static/polls/style.css", "/nowhere"}) {
            const FakeResponder answer = ask(get(target));
            QVERIFY(answer.hasFailed);
            QCOMPARE(answer.answers, 1);
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.body == status.error);
        }
        m_thread->call([this] { m_link.reset(); });
    }

    void eachStartIsFresh()
    {
        QCOMPARE(ask(post("/polls/1/vote/"), "choice=1").status, 302);
        DemoBackend another;
        m_thread->call([&] { m_link = another.link(m_thread->loop()); });
        QVERIFY(!has(ask(get("/polls/1/results/")), "<b>1</b>"));
        m_thread->call([this] { m_link.reset(); });
    }

    void indexSpeed()
    {
        const http::RequestHead head = get("/polls/");
        const BackendRequest request{ExchangeId{1}, head, {}, {}, {}, "http"};
        FakeResponder responder;
        m_thread->call([&] {
            QBENCHMARK
            {
                m_link->open(request, responder)->start();
            }
        });
        QCOMPARE(responder.status, 200);
    }

private:
    std::unique_ptr<net::IoThread> m_thread;
    std::unique_ptr<DemoBackend> m_backend;
    std::unique_ptr<BackendLink> m_link;
};

WINDSOCK_TEST(DemoExchangeTest)
#include "demoexchangetest.moc"
