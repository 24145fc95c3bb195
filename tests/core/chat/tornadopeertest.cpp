// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatClient against Debian's Tornado: the ancestor's own server.
#include "tests/core/chat/chatprobe.h"
#include "tests/support/testregistry.h"

#include <QProcess>
#include <QTest>

using namespace windsock;
using namespace windsock::chat;
using namespace windsock::test;

Q_DECLARE_METATYPE(windsock::chat::ClientKind)

namespace {

const char* const tornadoServer = R"(
import tornado.httpserver, tornado.ioloop, tornado.netutil, tornado.web, tornado.websocket
class Echo(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        if message == "close":
            self.close(4002, "so be it")
        else:
            self.write_message("You said: " + message if isinstance(message, str) else message, isinstance(message, bytes))
    def select_subprotocol(self, offered):
        return offered[-1] if offered else None
sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
server = tornado.httpserver.HTTPServer(tornado.web.Application([("/ws", Echo)], websocket_ping_interval=0.05))
server.add_sockets(sockets)
print(sockets[0].getsockname()[1], flush=True)
tornado.ioloop.IOLoop.current().start()
)";

} // namespace

class TornadoPeerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void talks_data();
    void talks();
    void refuses();

private:
    QString url(const char* path) const
    {
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(QLatin1String(path));
    }

    QProcess m_server;
    int m_port = 0;
};

void TornadoPeerTest::initTestCase()
{
    m_server.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QString::fromUtf8(tornadoServer)});
    while (!m_server.canReadLine() && m_server.waitForReadyRead(10'000)) {
    }
    m_port = m_server.readLine().trimmed().toInt();
    if (m_port == 0)
        QSKIP("python3-tornado is not installed");
}

void TornadoPeerTest::cleanupTestCase()
{
    m_server.kill();
    m_server.waitForFinished();
}

void TornadoPeerTest::talks_data()
{
    QTest::addColumn<ClientKind>("kind");
    QTest::newRow("own") << ClientKind::Own;
    QTest::newRow("qt") << ClientKind::Qt;
}

void TornadoPeerTest::talks()
{
    QFETCH(const ClientKind, kind);
    ChatOptions options = optionsFor(url("/ws"), kind);
    options.subprotocols = QStringList{QStringLiteral("a"), QStringLiteral("b")};
    ChatClient client;
    QVERIFY(client.open(options));
    client.sendText(QString(70'000, QChar(0x20AC)));
    client.sendBinary(QByteArray(300, '\xFF'));
    client.ping("p");
    QTRY_COMPARE(received(client, Kind::Pong).size(), std::size_t(1));
    QVERIFY(rows(client).front()->data.ends_with("(subprotocol b)"));
    QCOMPARE(received(client, Kind::Text).front()->data.size(), std::size_t(10 + 3 * 70'000));
    QVERIFY(received(client, Kind::Binary).front()->data == std::string(300, '\xFF'));
    if (kind == ClientKind::Own) // Tornado's own pings are answered
        QTRY_VERIFY(sent(client, Kind::Pong).size() >= 2);
    client.sendText(QStringLiteral("close"));
    QTRY_COMPARE(client.state(), ChatState::Closed);
    QCOMPARE(received(client, Kind::Close).front()->code, std::uint16_t(4002));
    QCOMPARE(received(client, Kind::Close).front()->data, std::string("so be it"));
    QVERIFY(remarks(client, Kind::Lost).empty());
}

void TornadoPeerTest::refuses()
{
    ChatClient client;
    ChatOptions options = optionsFor(url("/ws"));
    options.origin = QStringLiteral("http://evil.example");
    QVERIFY(client.open(options));
    QTRY_COMPARE(remarks(client, Kind::Refused).size(), std::size_t(1));
    QCOMPARE(remarks(client, Kind::Refused).front()->responseBody, std::string("Cross origin websockets not allowed"));
    QCOMPARE(remarks(client, Kind::Refused).front()->response->status, 403);
    QVERIFY(client.open(optionsFor(url("/elsewhere"))));
    QTRY_COMPARE(remarks(client, Kind::Refused).size(), std::size_t(2));
    QVERIFY(remarks(client, Kind::Refused).back()->data.starts_with("The server has no WebSocket at /elsewhere: "));
    QVERIFY(remarks(client, Kind::Refused).back()->response->headers.value("Server").starts_with("TornadoServer"));
}

WINDSOCK_TEST(TornadoPeerTest)
#include "tornadopeertest.moc"
