// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connection as a server on real sockets, against peers that others wrote: Qt's QWebSocket, Debian's
// python3-websockets.
#include "core/websocket/opener.h"
#include "tests/core/websocket/connectionlog.h"
#include "tests/core/websocket/echoserver.h"
#include "tests/support/testregistry.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace windsock;
using namespace windsock::websocket;
using windsock::test::EchoServer;

namespace {

std::unique_ptr<QWebSocket> openQt(const QUrl& url, const QString& origin = {})
{
    auto socket = std::make_unique<QWebSocket>(origin);
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->open(url);
    return socket;
}

const char* const pythonClient = R"(
import asyncio, sys, websockets
async def main(url):
    async with websockets.connect(url, compression=None, max_size=None) as ws:
        for size in (0, 1, 125, 126, 65535, 65536, 1000000):
            await ws.send("x" * size)
            assert await ws.recv() == "x" * size, size
        await ws.send([b"in ", b"three ", b"fragments"])
        assert await ws.recv() == b"in three fragments"
        await asyncio.wait_for(await ws.ping(b"p"), 5)
        for i in range(1000):
            await ws.send(str(i))
        for i in range(1000):
            assert await ws.recv() == str(i)
        await ws.send("close 4321")
        await ws.wait_closed()
        assert (ws.close_code, ws.close_reason) == (4321, "as you wish"), (ws.close_code, ws.close_reason)
    async with websockets.connect(url, compression=None) as ws:
        await ws.close(1001, "bye")
        assert ws.close_code == 1001, ws.close_code
    print("all well")
asyncio.run(main(sys.argv[1]))
)";

} // namespace

class InteropTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void qtClientEchoes();
    void qtClientCloses();
    void serverClosesQtClient();
    void qtClientIsRefusedAcrossOrigins();
    void qtClientThatVanishes();
    void pythonWebsockets();
    void serverEndsTheStreamAfterAFault();
};

void InteropTest::qtClientEchoes()
{
    EchoServer server;
    const auto socket = openQt(QUrl(server.url()));
    QSignalSpy texts(socket.get(), &QWebSocket::textMessageReceived);
    QSignalSpy binaries(socket.get(), &QWebSocket::binaryMessageReceived);
    QSignalSpy pongs(socket.get(), &QWebSocket::pong);
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    const QString text = QStringLiteral("grüß dich, 世界");
    const QByteArray big(3'000'000, 'b'); // QWebSocket sends it in fragments
    socket->sendTextMessage(text);
    socket->sendBinaryMessage(big);
    socket->ping("payload");
    QTRY_COMPARE(pongs.size(), 1);
    QTRY_COMPARE(binaries.size(), 1);
    QCOMPARE(texts.at(0).at(0).toString(), text);
    QVERIFY(binaries.at(0).at(0).toByteArray() == big);
    QCOMPARE(pongs.at(0).at(1).toByteArray(), QByteArray("payload"));
}

void InteropTest::qtClientCloses()
{
    EchoServer server;
    const auto socket = openQt(QUrl(server.url()));
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("off"));
    QTRY_COMPARE(server.closures().size(), std::size_t(1));
    QCOMPARE(server.closures().front().code, CloseCode::GoingAway);
    QCOMPARE(server.closures().front().reason, std::string("off"));
    QCOMPARE(server.closures().front().by, Closure::By::Peer);
}

void InteropTest::serverClosesQtClient()
{
    EchoServer server;
    const auto socket = openQt(QUrl(server.url()));
    QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->sendTextMessage(QStringLiteral("close 4000"));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(static_cast<int>(socket->closeCode()), 4000);
    QCOMPARE(socket->closeReason(), QStringLiteral("as you wish"));
    QTRY_COMPARE(server.closures().size(), std::size_t(1));
    QCOMPARE(server.closures().front().by, Closure::By::Us);
    QCOMPARE(static_cast<int>(server.closures().front().code), 4000);
}

void InteropTest::qtClientIsRefusedAcrossOrigins()
{
    EchoServer server;
    const auto evil = openQt(QUrl(server.url()), QStringLiteral("http://evil.example"));
    QSignalSpy errors(evil.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error));
    QTRY_VERIFY(!errors.isEmpty());
    const auto own = openQt(QUrl(server.url()), QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    QTRY_COMPARE(own->state(), QAbstractSocket::ConnectedState);
}

void InteropTest::qtClientThatVanishes()
{
    EchoServer server;
    const auto socket = openQt(QUrl(server.url()));
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->abort();
    QTRY_COMPARE(server.closures().size(), std::size_t(1));
    QCOMPARE(server.closures().front().code, CloseCode::Abnormal);
    QCOMPARE(server.closures().front().by, Closure::By::Nobody);
}

void InteropTest::pythonWebsockets()
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (QProcess::execute(python, {QStringLiteral("-c"), QStringLiteral("import websockets")}) != 0)
        QSKIP("python3-websockets is not installed");
    EchoServer server;
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    client.start(python, {QStringLiteral("-c"), QString::fromUtf8(pythonClient), server.url()});
    QVERIFY(client.waitForFinished(30'000));
    QCOMPARE(client.readAll().trimmed(), QByteArray("all well"));
    QTRY_COMPARE(server.closures().size(), std::size_t(2));
}

void InteropTest::serverEndsTheStreamAfterAFault()
{
    EchoServer server;
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    socket.write(
        "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        "\x83\x80"); // a reserved opcode, right behind the handshake
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    const QByteArray answer = socket.readAll();
    const auto end = answer.indexOf("\r\n\r\n");
    QVERIFY(end > 0);
    QCOMPARE(answer.mid(end + 4, 1), QByteArray("\x88"));
    QCOMPARE(answer.mid(end + 6, 2), QByteArray("\x03\xEA")); // 1002
    QTRY_COMPARE(server.closures().size(), std::size_t(1));
    QCOMPARE(server.closures().front().violation, Violation::ReservedOpcode);
}

WINDSOCK_TEST(InteropTest)
#include "interoptest.moc"
