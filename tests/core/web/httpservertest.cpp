// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The server end to end over real sockets: pages, errors, refusals, and what the journal and the metrics say of them.
#include "core/web/httpserver.h"
#include "tests/core/web/gate.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::test;

class HttpServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hello();
    void helloNotModified();
    void helloHead();
    void notFound();
    void methodNotAllowed();
    void keepAliveAndPipelining();
    void pendingIsSeenBeforeTheAnswer();
    void storyOfTwo();
    void phasesAreInOrder();
    void refusals_data();
    void refusals();
    void slowHead();
    void bodyTooLargeInMidBody();
    void bodiesAreCaptured();
    void clientThatLeaves();
    void metricsAreRecorded();
    void gauges();
    void manyConnectionsOnTwoThreads();
    void aPortInUseIsAnError();
    void aNewApplicationFindsOldRequestsInHand();
};

void HttpServerTest::hello()
{
    TestSite site({route("/hello-tornado", helloFactory("<p>Grüße</p>"))});
    const Answer answer = fetch(site.port(), "/hello-tornado?x=1");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("<p>Grüße</p>"));
    QCOMPARE(answer.headers.value("Content-Type"), std::string_view("text/html; charset=UTF-8"));
    // Tornado's automatic ETag: SHA-1 of the content, quoted.
    QCOMPARE(answer.headers.value("Etag"), std::string_view("\"1aae815bd6b69d5cef09b46f7941344e72d62dbb\""));
    QTRY_VERIFY(site.ended("/hello-tornado?x=1"));
    const auto row = site.row("/hello-tornado?x=1");
    QCOMPARE(row.begun->route, std::string("/hello-tornado"));
    QCOMPARE(row.begun->source, journal::Source::Web);
    QCOMPARE(row.begun->client.host, std::string("127.0.0.1"));
    QCOMPARE(row.begun->server.port, site.port());
    QCOMPARE(row.outcome->status, 200);
    QCOMPARE(row.outcome->response.headers.value("Etag"), answer.headers.value("Etag"));
    QVERIFY(row.outcome->failure.empty());
}

void HttpServerTest::helloNotModified()
{
    TestSite site({route("/", helloFactory())});
    HttpPeer peer(site.port());
    const std::string etag(peer.get("/").headers.value("Etag"));
    for (const std::string& condition : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
        const Answer answer = peer.get("/", "If-None-Match: " + condition + "\r\n");
        QCOMPARE(answer.status, 304);
        QVERIFY(answer.body.empty());
        QCOMPARE(answer.headers.value("Etag"), std::string_view(etag));
        QVERIFY(!answer.headers.contains("Content-Length"));
    }
    QCOMPARE(peer.get("/", "If-None-Match: \"x\"\r\n").status, 200);
}

void HttpServerTest::helloHead()
{
    TestSite site({route("/", helloFactory("12345"))});
    HttpPeer peer(site.port());
    const Answer head = peer.ask("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("Content-Length"), std::string_view("5"));
    QCOMPARE(peer.get("/").body, std::string("12345")); // nothing of a body came in between
    QTRY_VERIFY(site.rows().size() == 2 && site.rows().at(0).outcome);
    QCOMPARE(site.rows().at(0).outcome->responseBody.size, std::uint64_t(0));
}

void HttpServerTest::notFound()
{
    TestSite site({route("/a", helloFactory())});
    const Answer answer = fetch(site.port(), "/b");
    QCOMPARE(answer.status, 404);
    QVERIFY(answer.body.find("404: Not Found") != std::string::npos);
    QTRY_VERIFY(site.ended("/b"));
    QCOMPARE(site.row("/b").outcome->status, 404);
    QVERIFY(site.row("/b").begun->route.empty());
    QCOMPARE(site.row("/b").begun->source, journal::Source::Web);
}

void HttpServerTest::methodNotAllowed()
{
    TestSite site({route("/", helloFactory())});
    HttpPeer peer(site.port());
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH", "BREW", "get"}) {
        const Answer answer = peer.ask(std::string(method) + " / HTTP/1.1\r\nHost: test\r\n\r\n");
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.headers.value("Allow"), std::string_view("GET, HEAD"));
    }
    const Answer posted = peer.ask("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\na=b");
    QCOMPARE(posted.status, 405);
    QCOMPARE(posted.headers.value("Allow"), std::string_view("GET, HEAD"));
    QCOMPARE(peer.get("/").status, 200); // the body was read: the connection goes on
}

void HttpServerTest::keepAliveAndPipelining()
{
    TestSite site({route("/a", helloFactory("a")), route("/b", helloFactory("b"))});
    HttpPeer peer(site.port());
    peer.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\nGET /b HTTP/1.1\r\nHost: t\r\n\r\nGET /a HTTP/1.0\r\n\r\n");
    QCOMPARE(peer.answer().body, std::string("a"));
    QCOMPARE(peer.answer().body, std::string("b"));
    QCOMPARE(peer.answer().body, std::string("a"));
    QVERIFY(peer.ended()); // HTTP/1.0 without keep-alive
    QTRY_VERIFY(site.rows().size() == 3 && site.rows().at(2).outcome);
    QCOMPARE(site.rows().at(0).begun->connection, site.rows().at(2).begun->connection);
}

void HttpServerTest::pendingIsSeenBeforeTheAnswer()
{
    Gate gate;
    TestSite site({route("/held", gate.factory())});
    HttpPeer peer(site.port());
    peer.send("GET /held HTTP/1.1\r\nHost: test\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    QVERIFY(site.row("/held").begun);
    QVERIFY(!site.row("/held").outcome);
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(1));
    gate.letGo("there");
    QCOMPARE(peer.answer().body, std::string("there"));
    QTRY_VERIFY(site.ended("/held"));
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(0));
}

void HttpServerTest::storyOfTwo()
{
    TestSite site({route("/a", helloFactory())});
    HttpPeer peer(site.port());
    peer.get("/a");
    peer.get("/nothing");
    QTRY_COMPARE(site.story(), QByteArray("begun /a, outcome 200 /a, begun /nothing, outcome 404 /nothing"));
}

void HttpServerTest::phasesAreInOrder()
{
    TestSite site({route("/", helloFactory())});
    fetch(site.port(), "/");
    QTRY_VERIFY(site.ended("/"));
    const auto row = site.row("/");
    const journal::Phases& phases = row.outcome->phases;
    QVERIFY(phases.accepted <= phases.head && phases.head <= phases.body && phases.body <= phases.written);
    QCOMPARE(phases.head, row.begun->head);
    QCOMPARE(phases.leased, Monotonic());
    QCOMPARE(row.outcome->duration, elapsed(phases.head, phases.written));
}

void HttpServerTest::refusals_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("nonsense") << QByteArray("\x16\x03\x01 nonsense\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray(
                                        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
                                 << 400;
    QTest::newRow("long line") << "GET /" + QByteArray(400, 'x') + " HTTP/1.1\r\nHost: t\r\n\r\n" << 414;
    QTest::newRow("long head") << "GET / HTTP/1.1\r\nHost: t\r\nX: " + QByteArray(2000, 'x') + "\r\n\r\n" << 431;
    QTest::newRow("large body") << QByteArray("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5000\r\n\r\n") << 413;
}

void HttpServerTest::refusals()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, status);
    http::ServerOptions options;
    options.limits = {.line = 256, .head = 1024, .body = 4096};
    TestSite site({route(".*", helloFactory())}, options);
    HttpPeer peer(site.port());
    const Answer answer = peer.ask(sent.toStdString());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.value("Connection"), std::string_view("close"));
    QVERIFY(peer.ended());
    QTRY_VERIFY(site.rows().size() == 1 && site.rows().at(0).outcome);
    const auto& row = site.rows().at(0);
    QCOMPARE(row.outcome->status, status);
    QVERIFY(row.outcome->failure.ends_with('.'));
    QVERIFY(row.begun->route.empty());
    QCOMPARE(row.begun->client.host, std::string("127.0.0.1"));
    QCOMPARE(row.outcome->response.status, status);
}

void HttpServerTest::slowHead()
{
    http::ServerOptions options;
    options.headTimeout = std::chrono::seconds(1);
    TestSite site({route(".*", helloFactory())}, options);
    HttpPeer peer(site.port());
    const Answer answer = peer.ask("GET /slow HTTP/1.1\r\nHost: t");
    QCOMPARE(answer.status, 408);
    QVERIFY(peer.ended());
    QTRY_VERIFY(site.rows().size() == 1 && site.rows().at(0).outcome);
    QCOMPARE(site.rows().at(0).outcome->failure, std::string("The request's head took too long."));
}

void HttpServerTest::bodyTooLargeInMidBody()
{
    http::ServerOptions options;
    options.limits.body = 10;
    Gate gate;
    TestSite site({route("/up", gate.factory())}, options);
    HttpPeer peer(site.port());
    peer.send("POST /up HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    QTRY_VERIFY(site.row("/up").begun);
    QCOMPARE(peer.ask("6\r\nhello!\r\n0\r\n\r\n").status, 413);
    QTRY_VERIFY(site.ended("/up"));
    const auto row = site.row("/up");
    QCOMPARE(row.outcome->status, 413);
    QVERIFY(!row.outcome->failure.empty());
    QCOMPARE(site.rows().size(), std::size_t(1)); // it is told once
    std::uint64_t errors = 0;
    for (const auto& slice :
         site.metrics.slices(metrics::Metrics::Scope::AllRoutes, {}, std::chrono::seconds(60), MonotonicClock::now()))
        errors += slice.errors;
    QCOMPARE(errors, std::uint64_t(0)); // the client's fault, and it was answered
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(0));
}

void HttpServerTest::bodiesAreCaptured()
{
    Gate gate;
    TestSite site({route("/", gate.factory())}); // keeps 64 bytes of a body
    HttpPeer peer(site.port());
    peer.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\n" + std::string(60, 'a'));
    peer.send(std::string(40, 'b'));
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    gate.letGo("short");
    QCOMPARE(peer.answer().body, std::string("short"));
    QTRY_VERIFY(site.ended("/"));
    const auto outcome = site.row("/").outcome;
    QCOMPARE(std::string(outcome->requestBody.text()), std::string(60, 'a') + "bbbb");
    QCOMPARE(outcome->requestBody.size, std::uint64_t(100));
    QVERIFY(outcome->requestBody.cut());
    QCOMPARE(outcome->responseBody.text(), std::string_view("short"));
    QVERIFY(!outcome->responseBody.cut());
}

void HttpServerTest::clientThatLeaves()
{
    Gate gate;
    TestSite site({route("/", gate.factory())});
    HttpPeer peer(site.port());
    peer.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    peer.socket().reset();
    QTRY_VERIFY(site.ended("/"));
    QCOMPARE(site.row("/").outcome->status, 0);
    QVERIFY(QByteArray::fromStdString(site.row("/").outcome->failure).startsWith("The client went away"));
    QTRY_COMPARE(gate.waiting(), std::size_t(0)); // its handler is gone
    QTRY_COMPARE(site.metrics.gauges().connections, std::int64_t(0));
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(0));
}

void HttpServerTest::metricsAreRecorded()
{
    TestSite site({route("/a", helloFactory()), route("/b", helloFactory(), journal::Source::Wsgi)});
    HttpPeer peer(site.port());
    for (const char* target : {"/a", "/a", "/b", "/nothing"})
        peer.get(target);
    QTRY_VERIFY(site.ended("/nothing"));
    const auto requests = [&](metrics::Metrics::Scope scope, std::string_view route) {
        std::uint64_t sum = 0;
        for (const auto& slice : site.metrics.slices(scope, route, std::chrono::seconds(60), MonotonicClock::now()))
            sum += slice.requests;
        return sum;
    };
    using Scope = metrics::Metrics::Scope;
    QCOMPARE(requests(Scope::AllRoutes, {}), std::uint64_t(4));
    QCOMPARE(requests(Scope::Route, "/a"), std::uint64_t(2));
    QCOMPARE(requests(Scope::Backend, {}), std::uint64_t(1));
}

void HttpServerTest::gauges()
{
    TestSite site({route("/", helloFactory())});
    HttpPeer one(site.port());
    HttpPeer two(site.port());
    one.get("/");
    two.get("/");
    QTRY_COMPARE(site.metrics.gauges().connections, std::int64_t(2));
    one.socket().close();
    QTRY_COMPARE(site.metrics.gauges().connections, std::int64_t(1));
}

void HttpServerTest::manyConnectionsOnTwoThreads()
{
    TestSite site({route("/", helloFactory())}, {}, 2);
    std::vector<HttpPeer> peers;
    for (int i = 0; i < 50; ++i)
        peers.emplace_back(site.port());
    for (int round = 0; round < 3; ++round) {
        for (HttpPeer& peer : peers)
            peer.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
        for (HttpPeer& peer : peers)
            QCOMPARE(peer.answer().status, 200);
    }
    QTRY_COMPARE(site.rows().size(), std::size_t(150));
    QCOMPARE(site.metrics.gauges().connections, std::int64_t(50));
}

void HttpServerTest::aPortInUseIsAnError()
{
    TestSite site({route("/", helloFactory())});
    web::HttpServer second({site.journal, site.bodies, site.metrics}, {}, 1,
                           std::make_shared<web::Application>(std::vector<web::Route>()));
    const auto listening = second.listen({"127.0.0.1", site.port()});
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::AddressInUse);
    QVERIFY(!second.listening());
}

void HttpServerTest::aNewApplicationFindsOldRequestsInHand()
{
    Gate gate;
    TestSite site({route("/old", gate.factory()), route("/same", helloFactory("old"))});
    HttpPeer peer(site.port());
    HttpPeer idle(site.port());
    QCOMPARE(idle.get("/same").body, std::string("old"));
    peer.send("GET /old HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    std::vector<web::Route> routes;
    routes.push_back(route("/same", helloFactory("new")));
    site.server.setApplication(std::make_shared<const web::Application>(std::move(routes)));
    QCOMPARE(idle.get("/same").body, std::string("new")); // the connection is the same, its route is not
    gate.letGo("from the old route");
    QCOMPARE(peer.answer().body, std::string("from the old route"));
    QCOMPARE(peer.get("/old").status, 404);
    QTRY_VERIFY(site.ended("/old"));
    QCOMPARE(site.rows().at(1).begun->route, std::string("/old"));
}

WINDSOCK_TEST(HttpServerTest)
#include "httpservertest.moc"
