// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatClient, both kinds, against Qt's QWebSocketServer, which knows nothing of our codec.
#include "core/chat/chatclient.h"
#include "tests/core/chat/chatprobe.h"
#include "tests/support/testregistry.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace windsock;
using namespace windsock::chat;
using namespace windsock::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(windsock::chat::ClientKind)

namespace {

/// Echoes; "close" makes it close with 4001.
class QtServer
{
public:
    QtServer()
        : m_server(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            peer = m_server.nextPendingConnection();
            peer->setParent(&m_server); // Qt leaves it without
            QObject::connect(peer, &QWebSocket::textMessageReceived, peer, [socket = peer](const QString& text) {
                if (text == QLatin1String("close"))
                    socket->close(static_cast<QWebSocketProtocol::CloseCode>(4001), QStringLiteral("as you wish"));
                else
                    socket->sendTextMessage(QStringLiteral("You said: ") + text);
            });
            QObject::connect(peer, &QWebSocket::binaryMessageReceived, peer,
                             [socket = peer](const QByteArray& data) { socket->sendBinaryMessage(data); });
        });
    }

    QString url() const { return QStringLiteral("ws://127.0.0.1:%1/chat").arg(m_server.serverPort()); }

    QWebSocket* peer = nullptr;

private:
    QWebSocketServer m_server;
};

void bothKinds()
{
    QTest::addColumn<ClientKind>("kind");
    QTest::newRow("own") << ClientKind::Own;
    QTest::newRow("qt") << ClientKind::Qt;
}

} // namespace

class ChatClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void talks_data() { bothKinds(); }
    void talks();
    void pings_data() { bothKinds(); }
    void pings();
    void weClose_data() { bothKinds(); }
    void weClose();
    void serverCloses_data() { bothKinds(); }
    void serverCloses();
    void serverVanishes_data() { bothKinds(); }
    void serverVanishes();
    void sentWhileConnecting_data() { bothKinds(); }
    void sentWhileConnecting();
    void reopening_data() { bothKinds(); }
    void reopening();
    void destroyedWhileOpen_data() { bothKinds(); }
    void destroyedWhileOpen();
    void manyMessages();
    void serversPingIsShown();
    void subprotocolIsNamed();
    void refusesBadOptions();
    void notifies();
    void nothingHappensBeforeOpen();
};

void ChatClientTest::talks()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    QTRY_COMPARE(client.state(), ChatState::Open);
    QCOMPARE(rows(client).front()->kind, Kind::Connected);
    QVERIFY(QString::fromStdString(rows(client).front()->data).contains(server.url()));
    client.sendText(QStringLiteral("grüß dich"));
    QTRY_COMPARE(received(client, Kind::Text).size(), std::size_t(1));
    QCOMPARE(sent(client, Kind::Text).front()->data, std::string("gr\xC3\xBC\xC3\x9F dich"));
    const auto reply = received(client, Kind::Text).front();
    QCOMPARE(reply->data, std::string("You said: gr\xC3\xBC\xC3\x9F dich"));
    QVERIFY(reply->roundTrip && reply->roundTrip->count() > 0);
    QVERIFY(!sent(client, Kind::Text).front()->roundTrip);
    QVERIFY(reply->time > sent(client, Kind::Text).front()->time);
    client.sendBinary(QByteArray("\0\xFF", 2));
    QTRY_COMPARE(received(client, Kind::Binary).size(), std::size_t(1));
    QCOMPARE(received(client, Kind::Binary).front()->data, std::string("\0\xFF", 2));
}

void ChatClientTest::pings()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    client.ping("beat");
    QTRY_COMPARE(received(client, Kind::Pong).size(), std::size_t(1));
    QCOMPARE(received(client, Kind::Pong).front()->data, std::string("beat"));
    QVERIFY(received(client, Kind::Pong).front()->roundTrip);
    QCOMPARE(sent(client, Kind::Ping).size(), std::size_t(1));
}

void ChatClientTest::weClose()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    QTRY_COMPARE(client.state(), ChatState::Open);
    QTRY_VERIFY(server.peer);
    QSignalSpy gone(server.peer, &QWebSocket::disconnected);
    client.close(3456, QStringLiteral("enough"));
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(static_cast<int>(server.peer->closeCode()), 3456);
    QCOMPARE(server.peer->closeReason(), QStringLiteral("enough"));
    QCOMPARE(sent(client, Kind::Close).size(), std::size_t(1));
    QCOMPARE(sent(client, Kind::Close).front()->code, std::uint16_t(3456));
    QCOMPARE(sent(client, Kind::Close).front()->data, std::string("enough"));
    QVERIFY(remarks(client, Kind::Lost).empty());
    if (kind == ClientKind::Own)
        QCOMPARE(received(client, Kind::Close).front()->code, std::uint16_t(3456));
    client.sendText(QStringLiteral("too late"));
    client.close();
}

void ChatClientTest::serverCloses()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    client.sendText(QStringLiteral("close"));
    QTRY_COMPARE(received(client, Kind::Close).size(), std::size_t(1));
    QCOMPARE(received(client, Kind::Close).front()->code, std::uint16_t(4001));
    QCOMPARE(received(client, Kind::Close).front()->data, std::string("as you wish"));
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QVERIFY(remarks(client, Kind::Lost).empty());
    if (kind == ClientKind::Own)
        QCOMPARE(sent(client, Kind::Close).front()->code, std::uint16_t(4001));
}

void ChatClientTest::serverVanishes()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    QTRY_COMPARE(client.state(), ChatState::Open);
    QTRY_VERIFY(server.peer);
    server.peer->abort();
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QTRY_COMPARE(remarks(client, Kind::Lost).size(), std::size_t(1));
    QVERIFY(remarks(client, Kind::Lost).front()->data.starts_with("The connection broke without a close frame: "));
}

void ChatClientTest::sentWhileConnecting()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url(), kind)));
    QCOMPARE(client.state(), ChatState::Connecting);
    client.sendText(QStringLiteral("1"));
    client.sendText(QStringLiteral("2"));
    QTRY_COMPARE(received(client, Kind::Text).size(), std::size_t(2));
    QCOMPARE(rows(client).front()->kind, Kind::Connected);
    QCOMPARE(received(client, Kind::Text).back()->data, std::string("You said: 2"));
    QVERIFY(!received(client, Kind::Text).front()->roundTrip); // two were outstanding
}

void ChatClientTest::reopening()
{
    QFETCH(const ClientKind, kind);
    QtServer first;
    QtServer second;
    ChatClient client;
    QVERIFY(client.open(optionsFor(first.url(), kind)));
    QTRY_COMPARE(client.state(), ChatState::Open);
    QTRY_VERIFY(first.peer);
    QSignalSpy gone(first.peer, &QWebSocket::disconnected);
    QVERIFY(client.open(optionsFor(second.url(), kind)));
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(first.peer->closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    client.sendText(QStringLiteral("x"));
    QTRY_COMPARE(received(client, Kind::Text).size(), std::size_t(1));
    QCOMPARE(remarks(client, Kind::Connected).size(), std::size_t(2));
    QCOMPARE(sent(client, Kind::Close).size(), std::size_t(1));
    client.close();
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QVERIFY(client.open(optionsFor(first.url(), kind)));
    QTRY_COMPARE(client.state(), ChatState::Open);
}

void ChatClientTest::destroyedWhileOpen()
{
    QFETCH(const ClientKind, kind);
    QtServer server;
    {
        ChatClient client;
        QVERIFY(client.open(optionsFor(server.url(), kind)));
        QTRY_COMPARE(client.state(), ChatState::Open);
        QTRY_VERIFY(server.peer);
    }
    QTRY_COMPARE(server.peer->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(server.peer->closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    {
        ChatClient client;
        QVERIFY(client.open(optionsFor(server.url(), kind))); // gone in mid-handshake
    }
}

void ChatClientTest::manyMessages()
{
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    constexpr int count = 5'000;
    for (int i = 0; i < count; ++i)
        client.sendText(QString::number(i));
    QTRY_COMPARE(received(client, Kind::Text).size(), std::size_t(count));
    const Rows replies = received(client, Kind::Text);
    for (int i = 0; i < count; ++i)
        QVERIFY(replies[static_cast<std::size_t>(i)]->data == "You said: " + std::to_string(i));
    QVERIFY(std::is_sorted(replies.begin(), replies.end(),
                           [](const auto& a, const auto& b) { return a->number < b->number; }));
}

void ChatClientTest::serversPingIsShown()
{
    QtServer server;
    ChatClient client;
    QVERIFY(client.open(optionsFor(server.url())));
    QTRY_VERIFY(server.peer);
    QSignalSpy pongs(server.peer, &QWebSocket::pong);
    server.peer->ping("there?");
    QTRY_COMPARE(pongs.size(), 1);
    QCOMPARE(pongs.front().at(1).toByteArray(), QByteArray("there?"));
    QTRY_COMPARE(sent(client, Kind::Pong).size(), std::size_t(1));
    QCOMPARE(received(client, Kind::Ping).front()->data, std::string("there?"));
    client.pong("unasked");
    QTRY_COMPARE(sent(client, Kind::Pong).size(), std::size_t(2));
}

void ChatClientTest::subprotocolIsNamed()
{
    QtServer server; // it supports none, so none may be named
    ChatOptions options = optionsFor(server.url());
    options.subprotocols = QStringList{QStringLiteral("chat")};
    ChatClient client;
    QVERIFY(client.open(options));
    QTRY_COMPARE(client.state(), ChatState::Open);
    QVERIFY(rows(client).front()->data.find("subprotocol") == std::string::npos);
}

void ChatClientTest::refusesBadOptions()
{
    ChatClient client;
    ChatOptions options = optionsFor(QStringLiteral("http://127.0.0.1/"));
    QVERIFY(!client.open(options));
    options.url = QStringLiteral("ws://127.0.0.1/");
    options.headers = {{"X-A", "b\r\nHost: evil"}};
    const auto result = client.open(options);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Invalid);
    QCOMPARE(client.state(), ChatState::Closed);
    QVERIFY(rows(client).empty());
}

void ChatClientTest::notifies()
{
    QtServer server;
    std::atomic<int> told{0};
    ChatClient client;
    client.setNotify([&] { told++; });
    QVERIFY(client.open(optionsFor(server.url())));
    client.sendText(QStringLiteral("x"));
    QTRY_COMPARE(told.load(), 3); // connected, sent, received
    client.close();
    QTRY_COMPARE(told.load(), 6); // close sent, close received, closed
    QCOMPARE(client.state(), ChatState::Closed);
}

void ChatClientTest::nothingHappensBeforeOpen()
{
    ChatClient client;
    client.sendText(QStringLiteral("x"));
    client.ping();
    client.close();
    QCOMPARE(client.state(), ChatState::Closed);
    QVERIFY(rows(client).empty());
}

WINDSOCK_TEST(ChatClientTest)
#include "chatclienttest.moc"
