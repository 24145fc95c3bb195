// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerConnection: requests and their answers, in order, over real sockets: framing, keep-alive, pipelining, HEAD,
// upgrade.
#include "core/http/serverconnection.h"
#include "tests/core/http/testserver.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;
using namespace windsock::http::test;
using windsock::test::RawSocket;

namespace {

std::string get(const std::string& path, const std::string& fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

QByteArray ok(const QByteArray& body, const QByteArray& fields = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + fields + "\r\n" + body;
}

/// Two chunks.
Script chunks()
{
    return {.started = {},
            .body = {},
            .ended =
                [](TestRequest& request) {
                    request.connection.beginResponse(ResponseHead{}, std::nullopt);
                    request.connection.write("one");
                    request.connection.write("");
                    request.connection.write("three");
                    request.connection.finish();
                },
            .writable = {}};
}

Script atEnd(std::function<void(TestRequest&)> act)
{
    return {.started = {}, .body = {}, .ended = std::move(act), .writable = {}};
}

Script atStart(std::function<void(TestRequest&)> act)
{
    return {.started = std::move(act), .body = {}, .ended = {}, .writable = {}};
}

/// Answers nothing until the test does.
Script later()
{
    return {};
}

} // namespace

class ServerConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersAndKeepsAlive();
    void anAnswerGivenAtTheStartKeepsAlive();
    void closesWhenTheClientWishes();
    void http10();
    void pipelinedRequestsAreAnsweredInOrder();
    void pipelinedRequestsWaitForTheirTurn();
    void headHasNoBody();
    void chunkedAnswers();
    void answersWithoutABody();
    void addsItsFields();
    void aShortAnswerIsCut();
    void aLongAnswerIsHeldToItsLength();
    void theAnswersHeadIsKept();
    void upgrades_data();
    void upgrades();
    void anUpgradeBehindALateAnswer();
    void knowsItsEndsAndTimes();
};

void ServerConnectionTest::answersAndKeepsAlive()
{
    TestServer server;
    RawSocket client = server.connect();
    for (const char* path : {"/a", "/b?c", "/"}) {
        client.send(get(path));
        QCOMPARE(withoutDates(client.receiveUntil(path)), ok(path));
    }
    QCOMPARE(server.events(), QByteArray("began:/a ended written began:/b?c ended written began:/ ended written"));
    QCOMPARE(server.connections(), std::size_t(1));
}

void ServerConnectionTest::anAnswerGivenAtTheStartKeepsAlive()
{
    TestServer server;
    server.script("/early", atStart([](TestRequest& request) { answer(request, "early"); }));
    RawSocket client = server.connect();
    client.send(get("/early") + get("/next"));
    QCOMPARE(withoutDates(client.receiveUntil("/next")), ok("early") + ok("/next"));
    QVERIFY(server.events().startsWith("began:/early written began:/next"));
}

void ServerConnectionTest::closesWhenTheClientWishes()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(get("/a", "Connection: close\r\n") + get("/b"));
    QCOMPARE(withoutDates(client.receiveAll()), ok("/a", "Connection: close\r\n"));
    QVERIFY(client.ended());
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.log().count("began:/b"), std::size_t(0));
}

void ServerConnectionTest::http10()
{
    TestServer server;
    server.script("/chunks", chunks());
    RawSocket once = server.connect();
    once.send("GET /a HTTP/1.0\r\n\r\n");
    QCOMPARE(withoutDates(once.receiveAll()), ok("/a", "Connection: close\r\n"));
    RawSocket kept = server.connect();
    kept.send("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    QCOMPARE(withoutDates(kept.receiveUntil("/a")), ok("/a", "Connection: keep-alive\r\n"));
    kept.send("GET /chunks HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"); // only the close can end it
    QCOMPARE(withoutDates(kept.receiveAll()), QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonethree"));
}

void ServerConnectionTest::pipelinedRequestsAreAnsweredInOrder()
{
    TestServer server;
    RawSocket client = server.connect();
    const std::string post = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
    client.send(get("/1") + post + get("/3"));
    QCOMPARE(withoutDates(client.receiveUntil("/3")), ok("/1") + ok("/2") + ok("/3"));
    for (const char byte : get("/4") + post + get("/5"))
        client.send(std::string_view(&byte, 1));
    QCOMPARE(withoutDates(client.receiveUntil("/5")), ok("/4") + ok("/2") + ok("/5"));
}

void ServerConnectionTest::pipelinedRequestsWaitForTheirTurn()
{
    TestServer server;
    server.script("/late", later());
    RawSocket client = server.connect();
    client.send(get("/late") + get("/2") + get("/3"));
    QVERIFY(server.log().wait("ended"));
    QCOMPARE(server.events(), QByteArray("began:/late ended"));
    server.on([&] { answer(*server.request(), "at last"); });
    QCOMPARE(withoutDates(client.receiveUntil("/3")), ok("at last") + ok("/2") + ok("/3"));
}

void ServerConnectionTest::headHasNoBody()
{
    TestServer server;
    server.script("/chunks", chunks());
    RawSocket client = server.connect();
    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\nHEAD /chunks HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b"));
    QCOMPARE(withoutDates(client.receiveUntil("/b")),
             "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                 ok("/b"));
}

void ServerConnectionTest::chunkedAnswers()
{
    TestServer server;
    server.script("/chunks", chunks());
    RawSocket client = server.connect();
    client.send(get("/chunks") + get("/b"));
    QCOMPARE(withoutDates(client.receiveUntil("/b")),
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n5\r\nthree\r\n0\r\n\r\n" + ok("/b"));
}

void ServerConnectionTest::answersWithoutABody()
{
    TestServer server;
    server.script("/204", atEnd([](TestRequest& request) {
                      request.connection.respond(ResponseHead{204, {}, {}}, {});
                  }));
    server.script("/304", atEnd([](TestRequest& request) {
                      request.connection.beginResponse(ResponseHead{304, {}, {{"ETag", "\"x\""}}}, std::nullopt);
                      request.connection.finish();
                  }));
    server.script("/empty", atEnd([](TestRequest& request) { answer(request, {}); }));
    RawSocket client = server.connect();
    client.send(get("/204") + get("/304") + get("/empty") + get("/b"));
    QCOMPARE(withoutDates(client.receiveUntil("/b")),
             "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n" + ok("") + ok("/b"));
}

void ServerConnectionTest::addsItsFields()
{
    TestServer server(ServerOptions{.limits = {}, .serverName = "windsock"});
    server.script("/own", atEnd([](TestRequest& request) {
                      request.connection.respond(
                          ResponseHead{200, {}, {{"Server", "me"}, {"Date", "today"}, {"Content-Length", "1"}}}, "x");
                  }));
    RawSocket client = server.connect();
    client.send(get("/a"));
    const std::string text = client.receiveUntil("/a");
    QVERIFY(text.find("\r\nDate: ") != std::string::npos);
    QCOMPARE(withoutDates(text), ok("/a", "Server: windsock\r\n"));
    client.send(get("/own"));
    QCOMPARE(QByteArray::fromStdString(client.receiveUntil("\r\n\r\nx")),
             QByteArray("HTTP/1.1 200 OK\r\nServer: me\r\nDate: today\r\nContent-Length: 1\r\n\r\nx"));
}

void ServerConnectionTest::aShortAnswerIsCut()
{
    TestServer server;
    server.script("/short", atEnd([](TestRequest& request) {
                      request.connection.beginResponse(ResponseHead{}, 10);
                      request.connection.write("abc");
                      request.connection.finish();
                  }));
    RawSocket client = server.connect();
    client.send(get("/short"));
    QCOMPARE(withoutDates(client.receiveAll()), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    QVERIFY(client.ended());
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/short ended lost connection-ended"));
}

void ServerConnectionTest::aLongAnswerIsHeldToItsLength()
{
    TestServer server;
    server.script("/long", atEnd([](TestRequest& request) {
                      request.connection.beginResponse(ResponseHead{200, {}, {{"Content-Length", "4"}}}, std::nullopt);
                      request.connection.write("abc");
                      request.connection.write("defg");
                      request.connection.write("more");
                      request.connection.finish();
                  }));
    RawSocket client = server.connect();
    client.send(get("/long") + get("/b"));
    QCOMPARE(withoutDates(client.receiveUntil("/b")), ok("abcd") + ok("/b"));
}

void ServerConnectionTest::theAnswersHeadIsKept()
{
    TestServer server;
    server.script("/late", later());
    RawSocket client = server.connect();
    client.send(get("/late", "Connection: close\r\n"));
    QVERIFY(server.log().wait("ended"));
    const ResponseHead head = server.on([&] {
        server.connection().beginResponse(ResponseHead{404, {}, {}}, 2);
        return server.connection().takeAnswer();
    });
    QCOMPARE(head.status, 404);
    QVERIFY(head.headers.value("Content-Length") == "2");
    QVERIFY(head.headers.value("Connection") == "close");
    server.on([&] {
        server.connection().write("no");
        server.connection().finish();
    });
    QVERIFY(client.receiveAll().ends_with("\r\n\r\nno"));
}

namespace {

/// Answers 101, and greets on the raw stream with the bytes that came behind the request.
void takeOver(TestRequest& request, TestServer& server)
{
    request.connection.upgrade(ResponseHead{101, {}, {{"Upgrade", "raw"}}}, [&server](DetachedStream taken) {
        taken.stream->write("taken:" + taken.received + ";");
        server.log().add("taken");
        taken.stream->finishWriting();
        server.loop().retire(std::move(taken.stream));
    });
}

} // namespace

void ServerConnectionTest::upgrades_data()
{
    QTest::addColumn<bool>("atStart");
    QTest::newRow("at the start") << true;
    QTest::newRow("at the end") << false;
}

void ServerConnectionTest::upgrades()
{
    QFETCH(bool, atStart);
    TestServer server;
    const auto act = [&server](TestRequest& request) { takeOver(request, server); };
    server.script("/up", atStart ? ::atStart(act) : atEnd(act));
    RawSocket client = server.connect();
    client.send(get("/up") + "first frames");
    QCOMPARE(QByteArray::fromStdString(client.receiveAll()),
             QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\n\r\ntaken:first frames;"));
    QVERIFY(server.log().wait("connection-ended"));
    QVERIFY(server.events().endsWith("taken written connection-ended"));
}

void ServerConnectionTest::anUpgradeBehindALateAnswer()
{
    TestServer server;
    server.script("/late", later());
    server.script("/up", atEnd([&server](TestRequest& request) { takeOver(request, server); }));
    RawSocket client = server.connect();
    client.send(get("/late") + get("/up") + "frames");
    QVERIFY(server.log().wait("ended"));
    server.on([&] { answer(*server.request(), "at last"); });
    QVERIFY(server.log().wait("taken"));
    QCOMPARE(withoutDates(client.receiveAll()),
             ok("at last") + "HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\n\r\ntaken:frames;");
}

void ServerConnectionTest::knowsItsEndsAndTimes()
{
    TestServer server;
    server.script("/late", later());
    RawSocket client = server.connect();
    client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    QVERIFY(server.log().wait("ended"));
    server.on([&] {
        const ServerConnection& connection = server.connection();
        QCOMPARE(connection.id().value, std::uint64_t(1));
        QCOMPARE(connection.client().host, std::string("127.0.0.1"));
        QVERIFY(connection.server().port != 0 && connection.server().port != connection.client().port);
        QVERIFY(connection.busy());
        QVERIFY(connection.headTime() >= connection.idleSince());
        QVERIFY(connection.requestFraming().kind == Framing::Kind::Length);
        QVERIFY(!connection.responseBegun());
        answer(*server.request(), {});
        QVERIFY(!connection.busy());
        QVERIFY(connection.idleSince() > connection.headTime());
    });
}

WINDSOCK_TEST(ServerConnectionTest)
#include "serverconnectiontest.moc"
