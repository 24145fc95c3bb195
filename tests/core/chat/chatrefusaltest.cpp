// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatClient where no WebSocket comes about, or a bad one: other servers, closed ports, silence, broken rules.
#include "core/websocket/handshake.h"
#include "tests/core/chat/chatprobe.h"
#include "tests/core/chat/rawserver.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace windsock;
using namespace windsock::chat;
using namespace windsock::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(windsock::chat::ClientKind)

namespace {

QByteArray keyIn(const QByteArray& request)
{
    const auto start = request.indexOf("Sec-WebSocket-Key: ") + 19;
    return request.mid(start, request.indexOf('\r', start) - start);
}

/// A good 101 with more fields, and frames right behind it.
QByteArray agree(const QByteArray& request, const QByteArray& fields = {}, const QByteArray& frames = {})
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           QByteArray::fromStdString(websocket::acceptFor(keyIn(request).toStdString())) + "\r\n" + fields + "\r\n" +
           frames;
}

std::shared_ptr<const Message> refusal(const ChatClient& client)
{
    const Rows found = remarks(client, Kind::Refused);
    return found.size() == 1 ? found.front() : nullptr;
}

/// A port on which nothing listens: it was free a moment ago.
quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

} // namespace

class ChatRefusalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notFound();
    void notFoundWithQtsClient();
    void bodyIsKeptUpTo64KiB();
    void bodyWithoutEnd();
    void closedPort_data();
    void closedPort();
    void silence_data();
    void silence();
    void noHttp();
    void hangsUp();
    void brokenRules_data();
    void brokenRules();
    void whatIsSent();
    void interimResponse();
    void framesBehindTheHandshake();
    void unknownHost();
    void closingWhileConnecting();
    void badFrameFromTheServer();
    void closeThatIsNeverAnswered();
};

void ChatRefusalTest::notFound()
{
    RawServer server([](const QByteArray&) {
        return QByteArray("HTTP/1.1 404 Not Found\r\nServer: raw\r\nContent-Length: 9\r\n\r\nNot here.");
    });
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(QStringLiteral("/x?y=1")))));
    QTRY_VERIFY(refusal(client));
    QCOMPARE(client.state(), ChatState::Closed);
    const auto row = refusal(client);
    QCOMPARE(row->data,
             std::string("The server has no WebSocket at /x: it answered 404 Not Found. Check the path; Windsock's own "
                         "echo is at /ws/hello-tornado."));
    QCOMPARE(row->response->status, 404);
    QCOMPARE(row->response->headers.value("Server"), std::string_view("raw"));
    QCOMPARE(row->responseBody, std::string("Not here."));
    QCOMPARE(rows(client).size(), std::size_t(1));
}

void ChatRefusalTest::notFoundWithQtsClient()
{
    RawServer server(
        [](const QByteArray&) { return QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); });
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), ClientKind::Qt)));
    QTRY_VERIFY(refusal(client));
    QVERIFY(refusal(client)->data.find("Windsock's own client shows what the server answered.") != std::string::npos);
    QVERIFY(!refusal(client)->response);
    QCOMPARE(client.state(), ChatState::Closed);
}

void ChatRefusalTest::bodyIsKeptUpTo64KiB()
{
    RawServer server([](const QByteArray&) -> QByteArray {
        return "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" + QByteArray(100'000, 'b') +
               "\r\n0\r\n\r\n";
    });
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_VERIFY(refusal(client));
    QVERIFY(refusal(client)->responseBody == std::string(65'536, 'b'));
    QCOMPARE(refusal(client)->response->reason, std::string("Oops"));
}

void ChatRefusalTest::bodyWithoutEnd()
{
    RawServer server([](const QByteArray&) { return QByteArray("HTTP/1.1 403 Forbidden\r\n\r\nno entry"); }, true);
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_VERIFY(refusal(client));
    QCOMPARE(refusal(client)->responseBody, std::string("no entry"));
    RawServer stays(
        [](const QByteArray&) { return QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 99\r\n\r\nhalf"); });
    ChatOptions options = optionsFor(stays.url());
    options.connectTimeout = 100ms;
    ChatClient other;
    QVERIFY(other.open(options));
    QTRY_VERIFY(refusal(other));
    QCOMPARE(refusal(other)->responseBody, std::string("half"));
    QCOMPARE(refusal(other)->response->status, 403);
}

void ChatRefusalTest::closedPort_data()
{
    QTest::addColumn<ClientKind>("kind");
    QTest::newRow("own") << ClientKind::Own;
    QTest::newRow("qt") << ClientKind::Qt;
}

void ChatRefusalTest::closedPort()
{
    QFETCH(const ClientKind, kind);
    const QString url = QStringLiteral("ws://127.0.0.1:%1/").arg(::closedPort());
    ChatClient client;
    QVERIFY(client.open(optionsFor(url, kind)));
    QTRY_VERIFY(refusal(client));
    QVERIFY2(refusal(client)->data.starts_with("Nothing listens "), refusal(client)->data.c_str());
    QVERIFY(refusal(client)->data.ends_with("start the server, or check the port."));
    QVERIFY(client.open(optionsFor(url, kind))); // and again
    QTRY_COMPARE(remarks(client, Kind::Refused).size(), std::size_t(2));
}

void ChatRefusalTest::silence_data()
{
    closedPort_data();
}

void ChatRefusalTest::silence()
{
    QFETCH(const ClientKind, kind);
    RawServer server([](const QByteArray&) { return QByteArray(); });
    ChatOptions options = optionsFor(server.url(), kind);
    options.connectTimeout = 150ms;
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_VERIFY(refusal(client));
    QVERIFY(refusal(client)->data.find("within 0.15 s") != std::string::npos);
    QCOMPARE(client.state(), ChatState::Closed);
}

void ChatRefusalTest::noHttp()
{
    RawServer server([](const QByteArray&) { return QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n"); });
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_VERIFY(refusal(client));
    QVERIFY2(refusal(client)->data.find("does not answer in HTTP") != std::string::npos, refusal(client)->data.c_str());
}

void ChatRefusalTest::hangsUp()
{
    RawServer server([](const QByteArray&) { return QByteArray(); }, true);
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_VERIFY(refusal(client));
    QVERIFY(refusal(client)->data.find("closed the connection without an answer") != std::string::npos);
}

void ChatRefusalTest::brokenRules_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* from, const char* to, const char* says) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(says);
    };
    row("upgrade", "Upgrade: websocket", "Upgrade: h2c", "must say \"Upgrade: websocket\" but has \"h2c\"");
    row("connection", "Connection: Upgrade", "Connection: close", "must say \"Connection: Upgrade\" but has \"close\"");
    row("accept", "Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: x", "Sec-WebSocket-Accept must be");
    row("subprotocol", "\r\n\r\n", "\r\nSec-WebSocket-Protocol: soap\r\n\r\n", "only \"chat\" was offered");
    row("extension", "\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-bzip2\r\n\r\n",
        "extension \"permessage-bzip2\", which was not offered");
}

void ChatRefusalTest::brokenRules()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, says);
    RawServer server([&](const QByteArray& request) { return agree(request).replace(from, to); });
    ChatOptions options = optionsFor(server.url());
    options.subprotocols = QStringList{QStringLiteral("chat")};
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_VERIFY(refusal(client));
    QVERIFY2(refusal(client)->data.find(says.toStdString()) != std::string::npos, refusal(client)->data.c_str());
    QCOMPARE(refusal(client)->response->status, 101);
}

void ChatRefusalTest::whatIsSent()
{
    RawServer server([](const QByteArray& request) { return agree(request, "Sec-WebSocket-Protocol: b\r\n"); });
    ChatOptions options = optionsFor(server.url(QStringLiteral("/p?q=%20")));
    options.headers = {{"Cookie", "a=1"}, {"X-Two", "2"}};
    options.subprotocols = QStringList{QStringLiteral("a"), QStringLiteral("b")};
    options.origin = QStringLiteral("http://me.example");
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_COMPARE(client.state(), ChatState::Open);
    const QByteArray request = server.request();
    const QByteArray start = "GET /p?q=%20 HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(server.port()) + "\r\n";
    QVERIFY(request.startsWith(start));
    QVERIFY(request.contains("\r\nOrigin: http://me.example\r\n"));
    QVERIFY(request.contains("\r\nSec-WebSocket-Protocol: a, b\r\n"));
    QVERIFY(request.endsWith("\r\nCookie: a=1\r\nX-Two: 2\r\n\r\n"));
    QVERIFY(websocket::isKey(keyIn(request).toStdString()));
    QVERIFY(rows(client).front()->data.ends_with(" (subprotocol b)"));
}

void ChatRefusalTest::interimResponse()
{
    RawServer server([](const QByteArray& request) -> QByteArray {
        return "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + agree(request);
    });
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_COMPARE(client.state(), ChatState::Open);
}

void ChatRefusalTest::framesBehindTheHandshake()
{
    RawServer server(
        [](const QByteArray& request) { return agree(request, {}, QByteArray::fromHex("810548656c6c6f8800")); });
    ChatOptions options = optionsFor(server.url());
    options.closeTimeout = 50ms; // this server never ends the stream
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_COMPARE(received(client, Kind::Close).size(), std::size_t(1));
    QCOMPARE(received(client, Kind::Close).front()->code, std::uint16_t(1005));
    QCOMPARE(received(client, Kind::Text).front()->data, std::string("Hello"));
    QCOMPARE(rows(client).front()->kind, Kind::Connected);
    QTRY_COMPARE(client.state(), ChatState::Closed);
}

void ChatRefusalTest::unknownHost()
{
    ChatClient client;
    QVERIFY(client.open(optionsFor(QStringLiteral("ws://no-such-host.invalid/"))));
    QTRY_VERIFY(refusal(client));
    QVERIFY2(refusal(client)->data.find("no-such-host.invalid") != std::string::npos, refusal(client)->data.c_str());
}

void ChatRefusalTest::closingWhileConnecting()
{
    RawServer server([](const QByteArray&) { return QByteArray(); });
    for (const ClientKind kind : {ClientKind::Own, ClientKind::Qt}) {
        ChatClient client;
        QVERIFY(client.open(optionsFor(server.url(), kind)));
        client.close();
        QTRY_VERIFY(refusal(client));
        QCOMPARE(client.state(), ChatState::Closed);
    }
}

void ChatRefusalTest::badFrameFromTheServer()
{
    RawServer server(
        [](const QByteArray& request) { return agree(request, {}, QByteArray::fromHex("8180000000ff")); }); // masked
    ChatOptions options = optionsFor(server.url());
    options.closeTimeout = 50ms;
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_COMPARE(remarks(client, Kind::Lost).size(), std::size_t(1));
    QCOMPARE(sent(client, Kind::Close).front()->code, std::uint16_t(1002));
    QCOMPARE(remarks(client, Kind::Lost).front()->data,
             std::string("The server broke the protocol, so Windsock closed the connection: A frame from a server is "
                         "masked (RFC 6455 §5.1)."));
}

void ChatRefusalTest::closeThatIsNeverAnswered()
{
    RawServer server([](const QByteArray& request) { return agree(request); });
    ChatOptions options = optionsFor(server.url());
    options.closeTimeout = 50ms;
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_COMPARE(client.state(), ChatState::Open);
    client.close();
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QCOMPARE(remarks(client, Kind::Lost).front()->data,
             std::string(
                 "The connection broke without a close frame: The peer did not answer the close frame within 50 ms."));
}

WINDSOCK_TEST(ChatRefusalTest)
#include "chatrefusaltest.moc"
