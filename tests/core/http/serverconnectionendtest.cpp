// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerConnection: how connections end: half-closed, vanished and slow clients, bytes that are no request, a server
// that stops.
#include "core/http/serverconnection.h"
#include "tests/core/http/testserver.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock::http;
using namespace windsock::http::test;
using windsock::test::RawSocket;

namespace {

std::string get(const std::string& path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

QByteArray refusal(const QByteArray& status)
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + QByteArray::number(status.size() + 1) +
           "\r\nConnection: close\r\n\r\n" + status + "\n";
}

const std::string slowUpload = "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc";

} // namespace

class ServerConnectionEndTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHalfClosedClientGetsItsAnswer();
    void aHalfClosedClientGetsAllItsAnswers();
    void aClientThatClosesWhenIdle();
    void aClientThatVanishesIsTold();
    void aClientThatClosesInMidBodyIsTold();
    void aClientThatVanishesWhilePausedIsTold();
    void aSlowHead();
    void aSlowBody();
    void aBodyThatIsPausedIsNotSlow();
    void anIdleConnection();
    void anAnswerThatIsNotTaken();
    void aLingeringConnection();
    void noRequest_data();
    void noRequest();
    void closingWhenIdleEndsTheIdle();
    void closingWhenIdleLetsTheBusyFinish();
    void abortTellsTheRequest();
};

void ServerConnectionEndTest::aHalfClosedClientGetsItsAnswer()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect();
    client.send(get("/late"));
    client.finishWriting();
    QVERIFY(server.log().wait("ended"));
    server.on([] {}); // the FIN has been seen as well
    server.on([&] { answer(*server.request(), "at last"); });
    QCOMPARE(withoutDates(client.receiveAll()),
             QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nat last"));
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/late ended written connection-ended"));
}

void ServerConnectionEndTest::aHalfClosedClientGetsAllItsAnswers()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect();
    client.send(get("/late") + get("/2") + get("/3"));
    client.finishWriting();
    QVERIFY(server.log().wait("ended"));
    server.on([] {});
    server.on([&] { answer(*server.request(), "at last"); });
    QCOMPARE(
        withoutDates(client.receiveAll()),
        QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nat lastHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/2"
                   "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/3"));
    QVERIFY(server.log().wait("connection-ended"));
}

void ServerConnectionEndTest::aClientThatClosesWhenIdle()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(get("/a"));
    client.receiveUntil("/a");
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/a ended written connection-ended"));
    QCOMPARE(server.connections(), std::size_t(0));
}

void ServerConnectionEndTest::aClientThatVanishesIsTold()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect();
    client.send(get("/late"));
    QVERIFY(server.log().wait("ended"));
    client.reset();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/late ended lost connection-ended"));
}

void ServerConnectionEndTest::aClientThatClosesInMidBodyIsTold()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(slowUpload);
    QVERIFY(server.log().wait("began:/late"));
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/late lost connection-ended"));
}

void ServerConnectionEndTest::aClientThatVanishesWhilePausedIsTold()
{
    TestServer server;
    server.script("/late", {.started = [](TestRequest& request) { request.connection.pauseBody(true); },
                            .body = {},
                            .ended = {},
                            .writable = {}});
    RawSocket client = server.connect();
    client.send(slowUpload);
    QVERIFY(server.log().wait("began:/late"));
    client.reset();
    QVERIFY(server.log().wait("lost"));
}

void ServerConnectionEndTest::aSlowHead()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send("GET /a HTTP/1.1\r\nHos");
    QTRY_COMPARE(server.connections(), std::size_t(1));
    QTRY_VERIFY((server.sweep(9s), server.sweep(11s), server.log().count("refused:408") == 1));
    QCOMPARE(withoutDates(client.receiveAll()), refusal("408 Request Timeout"));
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
}

void ServerConnectionEndTest::aSlowBody()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(slowUpload);
    QVERIFY(server.log().wait("began:/late"));
    server.sweep(59s);
    QCOMPARE(server.events(), QByteArray("began:/late"));
    server.sweep(61s);
    QCOMPARE(withoutDates(client.receiveAll()), refusal("408 Request Timeout"));
    QCOMPARE(server.events(), QByteArray("began:/late lost-refused"));
}

void ServerConnectionEndTest::aBodyThatIsPausedIsNotSlow()
{
    TestServer server;
    server.script("/late", {.started = [](TestRequest& request) { request.connection.pauseBody(true); },
                            .body = {},
                            .ended = {},
                            .writable = {}});
    RawSocket client = server.connect();
    client.send(slowUpload);
    QVERIFY(server.log().wait("began:/late"));
    server.sweep(61s);
    QCOMPARE(server.events(), QByteArray("began:/late"));
}

void ServerConnectionEndTest::anIdleConnection()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(get("/a"));
    client.receiveUntil("/a");
    server.sweep(59s);
    QCOMPARE(server.connections(), std::size_t(1));
    server.sweep(61s);
    QCOMPARE(client.receiveAll(), std::string());
    QVERIFY(client.ended());
    QCOMPARE(server.connections(), std::size_t(0));
}

void ServerConnectionEndTest::anAnswerThatIsNotTaken()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect(4096);
    client.send(get("/late"));
    QVERIFY(server.log().wait("ended"));
    server.on([&] { answer(*server.request(), std::string(16 << 20, 'x')); });
    server.sweep(1s); // sees how much there is
    QCOMPARE(server.events(), QByteArray("began:/late ended"));
    server.sweep(62s);
    QCOMPARE(server.events(), QByteArray("began:/late ended lost connection-ended"));
}

void ServerConnectionEndTest::aLingeringConnection()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    client.receiveAll();
    QVERIFY(client.ended());
    server.sweep(4s);
    QCOMPARE(server.connections(), std::size_t(1)); // the client has not closed yet
    server.sweep(6s);
    QCOMPARE(server.connections(), std::size_t(0));
}

void ServerConnectionEndTest::noRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("noise") << QByteArray("noise\r\n\r\n") << QByteArray("400 Bad Request");
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("400 Bad Request");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01") << QByteArray("400 Bad Request");
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\n") << QByteArray("505 HTTP Version Not Supported");
    QTest::newRow("long line") << QByteArray(20'000, 'x') << QByteArray("414 URI Too Long");
    QTest::newRow("long head") << "GET / HTTP/1.1\r\nX: " + QByteArray(70'000, 'x')
                               << QByteArray("431 Request Header Fields Too Large");
    QTest::newRow("gzip, chunked") << QByteArray(
                                          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
                                   << QByteArray("501 Not Implemented");
}

void ServerConnectionEndTest::noRequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    TestServer server;
    RawSocket client = server.connect();
    client.send(bytes.toStdString());
    client.send("and more that is thrown away");
    QCOMPARE(withoutDates(client.receiveAll()), refusal(status));
    QVERIFY(client.ended());
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), "refused:" + status.first(3) + " connection-ended");
}

void ServerConnectionEndTest::closingWhenIdleEndsTheIdle()
{
    TestServer server;
    RawSocket client = server.connect();
    client.send(get("/a"));
    client.receiveUntil("/a");
    server.on([&] { server.connection().closeWhenIdle(); });
    QCOMPARE(client.receiveAll(), std::string());
    QVERIFY(client.ended());
}

void ServerConnectionEndTest::closingWhenIdleLetsTheBusyFinish()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect();
    client.send(get("/late") + get("/2"));
    QVERIFY(server.log().wait("ended"));
    server.on([&] {
        server.connection().closeWhenIdle();
        answer(*server.request(), "at last");
    });
    QCOMPARE(withoutDates(client.receiveAll()),
             QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nat last"));
}

void ServerConnectionEndTest::abortTellsTheRequest()
{
    TestServer server;
    server.script("/late", {});
    RawSocket client = server.connect();
    client.send(get("/late"));
    QVERIFY(server.log().wait("ended"));
    server.on([&] { server.connection().abort(); });
    QCOMPARE(server.events(), QByteArray("began:/late ended lost connection-ended"));
    client.receiveAll();
    QVERIFY(client.ended());
}

WINDSOCK_TEST(ServerConnectionEndTest)
#include "serverconnectionendtest.moc"
