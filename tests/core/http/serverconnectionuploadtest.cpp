// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerConnection: bodies both ways: uploads, 100-continue, answers before their time, back-pressure, and nonsense in
// mid-body.
#include "core/http/serverconnection.h"
#include "tests/core/http/testserver.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <thread>

using namespace windsock::http;
using namespace windsock::http::test;
using windsock::test::RawSocket;

namespace {

constexpr std::size_t megabyte = 1 << 20;

std::string post(const std::string& path, const std::string& fields)
{
    return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string withLength(std::size_t size)
{
    return "Content-Length: " + std::to_string(size) + "\r\n";
}

const std::string chunked = "Transfer-Encoding: chunked\r\n";

Script echo()
{
    return {.started = {},
            .body = {},
            .ended = [](TestRequest& request) { answer(request, request.received); },
            .writable = {}};
}

/// Pauses at the first piece of the body; the test goes on.
Script pausing()
{
    return {.started = {},
            .body = [](TestRequest& request) { request.connection.pauseBody(true); },
            .ended = [](TestRequest& request) { answer(request, std::to_string(request.received.size())); },
            .writable = {}};
}

} // namespace

class ServerConnectionUploadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bodiesArrive();
    void largeBodiesArrive();
    void continuesWhenAsked();
    void continuesNobodyWhoDoesNotAsk();
    void anAnswerDuringAnUploadArrives_data();
    void anAnswerDuringAnUploadArrives();
    void anAnswerInsteadOfContinueCloses();
    void aPausedBodyWaits();
    void aBodyPausedAtItsLastByteEnds_data();
    void aBodyPausedAtItsLastByteEnds();
    void nonsenseInABodyIsRefused();
    void nonsenseFoundWhenAPauseEndsIsRefused();
    void nonsenseBehindABegunAnswerCuts();
    void aBodyOverTheLimitIsRefused();
    void anAnswerWaitsForASlowReader();
};

void ServerConnectionUploadTest::bodiesArrive()
{
    TestServer server;
    server.script("/echo", echo());
    RawSocket client = server.connect();
    client.send(post("/echo", withLength(5)) + "hello" + post("/echo", chunked) +
                "3\r\nfoo\r\n3\r\nbar\r\n0\r\nX: y\r\n\r\n" + post("/echo", withLength(0)) +
                "GET /end HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(
        withoutDates(client.receiveUntil("/end")),
        QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nfoobar"
                   "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n/end"));
}

void ServerConnectionUploadTest::largeBodiesArrive()
{
    TestServer server;
    server.script("/echo", echo());
    RawSocket client = server.connect();
    const std::string body(3 * megabyte, 'x');
    client.send(post("/echo", withLength(body.size())));
    client.send(body);
    const std::string head = client.receiveUntil("\r\n\r\n");
    const std::size_t begun = head.size() - (head.find("\r\n\r\n") + 4);
    QCOMPARE(begun + client.receiveExactly(body.size() - begun).size(), body.size());
}

void ServerConnectionUploadTest::continuesWhenAsked()
{
    TestServer server;
    Script script = echo();
    script.started = [](TestRequest& request) {
        request.connection.sendContinue();
        request.connection.sendContinue(); // once is enough
    };
    server.script("/echo", script);
    RawSocket client = server.connect();
    client.send(post("/echo", "Expect: 100-continue\r\n" + withLength(2)));
    QCOMPARE(client.receiveUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("hi");
    QCOMPARE(withoutDates(client.receiveUntil("hi")), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"));
}

void ServerConnectionUploadTest::continuesNobodyWhoDoesNotAsk()
{
    TestServer server;
    Script script = echo();
    script.started = [](TestRequest& request) { request.connection.sendContinue(); };
    server.script("/echo", script);
    RawSocket client = server.connect();
    client.send(post("/echo", withLength(2)) + "ab" + post("/echo", "Expect: 100-continue\r\n") +
                "POST /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\ncd");
    QVERIFY(!withoutDates(client.receiveUntil("cd")).contains("100 Continue"));
}

void ServerConnectionUploadTest::anAnswerDuringAnUploadArrives_data()
{
    QTest::addColumn<bool>("atStart");
    QTest::newRow("at the start") << true;
    QTest::newRow("at the first piece") << false;
}

void ServerConnectionUploadTest::anAnswerDuringAnUploadArrives()
{
    QFETCH(bool, atStart);
    TestServer server;
    const auto refuse = [](TestRequest& request) {
        if (!request.connection.responseBegun())
            request.connection.respond(ResponseHead{413, {}, {}}, "too much");
    };
    server.script("/up", {.started = atStart ? refuse : std::function<void(TestRequest&)>(),
                          .body = refuse,
                          .ended = {},
                          .writable = {}});
    RawSocket client = server.connect();
    client.send(post("/up", withLength(50 * megabyte)));
    client.send(std::string(8 * megabyte, 'x')); // a client that does not look before it has sent a lot
    client.finishWriting();
    QCOMPARE(withoutDates(client.receiveAll()),
             QByteArray("HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo much"));
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/up written connection-ended"));
}

void ServerConnectionUploadTest::anAnswerInsteadOfContinueCloses()
{
    TestServer server;
    server.script("/up", {.started =
                              [](TestRequest& request) {
                                  request.connection.respond(ResponseHead{403, {}, {}}, "no");
                              },
                          .body = {},
                          .ended = {},
                          .writable = {}});
    RawSocket client = server.connect();
    client.send(post("/up", "Expect: 100-continue\r\n" + withLength(5)));
    QCOMPARE(withoutDates(client.receiveAll()),
             QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"));
}

void ServerConnectionUploadTest::aPausedBodyWaits()
{
    TestServer server;
    server.script("/up", pausing());
    RawSocket client = server.connect();
    std::thread sender([&] {
        client.send(post("/up", withLength(16 * megabyte)));
        client.send(std::string(16 * megabyte, 'x'));
    });
    const auto received = [&] {
        return server.on([&] { return server.request() ? server.request()->received.size() : 0; });
    };
    QTRY_VERIFY(received() > 0);
    QVERIFY(received() < megabyte);
    QCOMPARE(received(), received());
    // Each piece pauses anew: let it through, piece by piece, until the answer is there.
    while (server.log().count("ended") == 0)
        server.on([&] { server.connection().pauseBody(false); });
    sender.join();
    QVERIFY(client.receiveUntil(std::to_string(16 * megabyte)).ends_with(std::to_string(16 * megabyte)));
}

void ServerConnectionUploadTest::aBodyPausedAtItsLastByteEnds_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("length") << QByteArray::fromStdString(post("/up", withLength(5)) + "hello");
    QTest::newRow("chunked") << QByteArray::fromStdString(post("/up", chunked) + "5\r\nhello\r\n0\r\n\r\n");
}

void ServerConnectionUploadTest::aBodyPausedAtItsLastByteEnds()
{
    QFETCH(QByteArray, request);
    TestServer server;
    server.script("/up", pausing());
    RawSocket client = server.connect();
    client.send(request.toStdString());
    QTRY_VERIFY(server.on([&] { return server.request() && server.request()->received.size() == 5; }));
    QCOMPARE(server.log().count("ended"), std::size_t(0));
    server.on([&] { server.connection().pauseBody(false); });
    QVERIFY(server.log().wait("ended"));
    QVERIFY(client.receiveUntil("\r\n\r\n5").ends_with("\r\n\r\n5"));
}

void ServerConnectionUploadTest::nonsenseInABodyIsRefused()
{
    TestServer server;
    server.script("/up", echo());
    RawSocket client = server.connect();
    client.send(post("/up", chunked) + "3\r\nfoo\r\nnonsense\r\n");
    client.finishWriting();
    QCOMPARE(withoutDates(client.receiveAll()),
             QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 16\r\n"
                        "Connection: close\r\n\r\n400 Bad Request\n"));
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/up lost-refused connection-ended"));
}

void ServerConnectionUploadTest::nonsenseFoundWhenAPauseEndsIsRefused()
{
    TestServer server;
    Script script = pausing();
    script.writable = [](TestRequest& request) {
        request.connection.pauseBody(false);
        request.received.clear(); // still alive, though it has been told that it is lost
    };
    server.script("/up", script);
    RawSocket client = server.connect();
    client.send(post("/up", chunked) + "3\r\nfoo\r\nnonsense\r\n");
    QTRY_VERIFY(server.on([&] { return server.request() && server.request()->received.size() == 3; }));
    server.on([&] { static_cast<RequestDelegate*>(server.request())->writable(); });
    QVERIFY(server.log().wait("lost-refused"));
    QVERIFY(client.receiveUntil("\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

void ServerConnectionUploadTest::nonsenseBehindABegunAnswerCuts()
{
    TestServer server;
    server.script("/up", {.started =
                              [](TestRequest& request) {
                                  request.connection.beginResponse(ResponseHead{}, std::nullopt);
                                  request.connection.write("begun");
                              },
                          .body = {},
                          .ended = {},
                          .writable = {}});
    RawSocket client = server.connect();
    client.send(post("/up", chunked) + "3\r\nfoo\r\nnonsense\r\n");
    const std::string text = client.receiveAll();
    QVERIFY(text.ends_with("5\r\nbegun\r\n"));
    QVERIFY(client.ended());
    QCOMPARE(server.events(), QByteArray("began:/up lost-refused connection-ended"));
}

void ServerConnectionUploadTest::aBodyOverTheLimitIsRefused()
{
    TestServer server(ServerOptions{.limits = {.body = 4}, .serverName = {}});
    server.script("/up", echo());
    RawSocket client = server.connect();
    client.send(post("/up", withLength(4)) + "1234" + post("/up", withLength(5)));
    QVERIFY(client.receiveAll().find("HTTP/1.1 413 ") != std::string::npos);
    client.close();
    QVERIFY(server.log().wait("connection-ended"));
    QCOMPARE(server.events(), QByteArray("began:/up ended written refused:413 connection-ended"));
}

void ServerConnectionUploadTest::anAnswerWaitsForASlowReader()
{
    constexpr std::size_t size = 8 * megabyte;
    constexpr std::size_t piece = 64 * 1024;
    TestServer server;
    std::size_t written = 0; // on the server's thread, like most
    std::size_t most = 0;
    const auto fill = [&](TestRequest& request) {
        ServerConnection& connection = request.connection;
        while (written < size && connection.unsent() < 4 * piece) {
            connection.write(std::string(piece, static_cast<char>('a' + written / piece % 26)));
            written += piece;
            most = std::max(most, connection.unsent());
        }
        if (written == size)
            connection.finish();
    };
    server.script("/big", {.started = {},
                           .body = {},
                           .ended =
                               [&](TestRequest& request) {
                                   request.connection.beginResponse(ResponseHead{}, size);
                                   fill(request);
                               },
                           .writable = fill});
    RawSocket client = server.connect(32 * 1024);
    client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(server.on([&] { return server.connection().unsent() > 0; }));
    QVERIFY(server.on([&] { return written; }) < size);
    const std::string head = client.receiveUntil("\r\n\r\n");
    std::string body = head.substr(head.find("\r\n\r\n") + 4);
    body += client.receiveExactly(size - body.size());
    QCOMPARE(body.size(), size);
    for (std::size_t i = 0; i < size; i += piece)
        QCOMPARE(body[i], static_cast<char>('a' + i / piece % 26));
    QVERIFY(server.on([&] { return most; }) <= 5 * piece);
    QVERIFY(client.receiveUntil("/next").ends_with("/next"));
}

WINDSOCK_TEST(ServerConnectionUploadTest)
#include "serverconnectionuploadtest.moc"
