// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The echo as a browser meets it (QWebSocket), and the row it has in the journal.
#include "core/web/websockethandler.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace windsock;
using namespace windsock::test;

namespace {

const std::string handshake = "GET /ws HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::unique_ptr<QWebSocket> open(std::uint16_t port)
{
    auto socket = std::make_unique<QWebSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)));
    return socket;
}

} // namespace

class WebSocketHandlerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void echoes();
    void printsWhatTheAncestorPrinted();
    void outcomeOpenThenClosed();
    void framesAreKept();
    void clientThatVanishes();
    void refusedHandshake_data();
    void refusedHandshake();
    void messageRightBehindTheHandshake();
    void closedBehindTheHandshake();
    void hundredAtOnce();
};

void WebSocketHandlerTest::echoes()
{
    TestSite site({route("/ws", echoFactory())});
    const auto socket = open(site.port());
    QSignalSpy texts(socket.get(), &QWebSocket::textMessageReceived);
    QSignalSpy binaries(socket.get(), &QWebSocket::binaryMessageReceived);
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->sendTextMessage(QStringLiteral("grüß dich"));
    socket->sendTextMessage(QString());
    socket->sendBinaryMessage(QByteArray("\0\xFF", 2));
    QTRY_COMPARE(binaries.size(), 1);
    QCOMPARE(texts.at(0).at(0).toString(), QStringLiteral("You said: grüß dich"));
    QCOMPARE(texts.at(1).at(0).toString(), QStringLiteral("You said: "));
    QCOMPARE(binaries.at(0).at(0).toByteArray(), QByteArray("\0\xFF", 2));
}

void WebSocketHandlerTest::printsWhatTheAncestorPrinted()
{
    TestSite site({route("/ws", echoFactory())});
    const auto socket = open(site.port());
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->sendTextMessage(QStringLiteral("hello"));
    socket->close();
    QTRY_VERIFY(site.ended("/ws"));
    QCOMPARE(site.said("/ws", journal::Channel::Stdout),
             std::string("WebSocket opened\nSomeone said: hello\nWebSocket closed"));
    QCOMPARE(site.story(), QByteArray("begun /ws, open 101 /ws, line WebSocket opened, line Someone said: hello, "
                                      "line WebSocket closed, outcome 101 /ws"));
}

void WebSocketHandlerTest::outcomeOpenThenClosed()
{
    TestSite site({route("/ws", echoFactory())});
    const auto socket = open(site.port());
    QTRY_VERIFY(site.row("/ws").outcome);
    const auto handshakeOutcome = site.row("/ws").outcome;
    QVERIFY(handshakeOutcome->open);
    QCOMPARE(handshakeOutcome->status, 101);
    QVERIFY(handshakeOutcome->response.headers.contains("Sec-WebSocket-Accept"));
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(1));
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(0));
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->close();
    QTRY_VERIFY(site.ended("/ws"));
    const auto end = site.row("/ws").outcome;
    QCOMPARE(end->status, 101);
    QCOMPARE(end->duration, handshakeOutcome->duration);
    QVERIFY(end->phases.lastByte >= handshakeOutcome->phases.written);
    QVERIFY(end->failure.empty());
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(0));
}

void WebSocketHandlerTest::framesAreKept()
{
    TestSite site({route("/ws", echoFactory())});
    const auto socket = open(site.port());
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    socket->sendTextMessage(QStringLiteral("hello"));
    socket->close(QWebSocketProtocol::CloseCodeNormal);
    QTRY_VERIFY(site.ended("/ws"));
    const auto batch = site.journal.framesSince({}, 100);
    QByteArray seen;
    for (const auto& frame : batch.frames) {
        QCOMPARE(frame->exchange, site.row("/ws").begun->id);
        QCOMPARE(frame->masked, frame->fromClient);
        seen += (frame->fromClient ? "<" : ">") + QByteArray::number(frame->opcode) + " " +
                QByteArray::number(frame->length) + " ";
        if (frame->opcode == 1)
            seen += QByteArray::fromStdString(std::string(frame->payload.text())) + " ";
    }
    QCOMPARE(seen, QByteArray("<1 5 hello >1 15 You said: hello <8 2 >8 2 "));
}

void WebSocketHandlerTest::clientThatVanishes()
{
    TestSite site({route("/ws", echoFactory())});
    HttpPeer peer(site.port());
    peer.send(handshake);
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(1));
    peer.socket().reset();
    QTRY_VERIFY(site.ended("/ws"));
    QVERIFY(!site.row("/ws").outcome->failure.empty());
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(0));
    QCOMPARE(site.said("/ws", journal::Channel::Stdout), std::string("WebSocket opened\nWebSocket closed"));
}

void WebSocketHandlerTest::refusedHandshake_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    const QByteArray upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QTest::newRow("a plain GET") << QByteArray() << 400;
    QTest::newRow("no version") << upgrade + key << 426;
    QTest::newRow("another origin") << upgrade + key + "Sec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n"
                                    << 403;
    QTest::newRow("no key") << upgrade + "Sec-WebSocket-Version: 13\r\n" << 400;
}

void WebSocketHandlerTest::refusedHandshake()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    TestSite site({route("/ws", echoFactory())});
    HttpPeer peer(site.port());
    QCOMPARE(peer.get("/ws", fields.toStdString()).status, status);
    QTRY_VERIFY(site.ended("/ws"));
    QCOMPARE(site.row("/ws").outcome->status, status);
    QVERIFY(site.said("/ws", journal::Channel::Stdout).empty());
    QCOMPARE(site.metrics.gauges().webSockets, std::int64_t(0));
    QCOMPARE(peer.ask(handshake).status, 101); // the connection was kept
}

void WebSocketHandlerTest::messageRightBehindTheHandshake()
{
    TestSite site({route("/ws", echoFactory())});
    HttpPeer peer(site.port());
    peer.send(handshake + std::string("\x81\x82\0\0\0\0hi", 8));
    const std::string received = peer.socket().receiveUntil("You said: hi");
    QVERIFY(received.starts_with("HTTP/1.1 101 "));
    QVERIFY(received.ends_with("\r\n\r\n\x81\x0CYou said: hi"));
}

void WebSocketHandlerTest::closedBehindTheHandshake()
{
    // The session ends inside of its start.
    TestSite site({route("/ws", echoFactory())});
    HttpPeer peer(site.port());
    peer.send(handshake + std::string("\x88\x80\0\0\0\0", 6));
    peer.socket().receiveAll();
    QVERIFY(peer.socket().ended());
    peer.socket().close();
    QTRY_VERIFY(site.ended("/ws"));
    QCOMPARE(site.story(),
             QByteArray("begun /ws, open 101 /ws, line WebSocket opened, line WebSocket closed, outcome 101 /ws"));
}

void WebSocketHandlerTest::hundredAtOnce()
{
    TestSite site({route("/ws", echoFactory())}, {}, 2);
    std::vector<HttpPeer> peers;
    for (int i = 0; i < 100; ++i) {
        peers.emplace_back(site.port());
        peers.back().send(handshake);
    }
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(100));
    for (std::size_t i = 0; i < peers.size(); i += 2)
        peers[i].socket().reset();
    QTRY_COMPARE(site.metrics.gauges().webSockets, std::int64_t(50));
    // What is left goes with the server.
}

WINDSOCK_TEST(WebSocketHandlerTest)
#include "websockethandlertest.moc"
