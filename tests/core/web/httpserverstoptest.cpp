// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stop without loss: idle connections end, requests in hand get their answers, WebSockets 1001; the limit cuts and
// counts.
#include "tests/core/web/gate.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace windsock;
using namespace windsock::test;
using namespace std::chrono_literals;

namespace {

const std::string handshake = "GET /ws HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

} // namespace

class HttpServerStopTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyThere();
    void idleConnectionsEnd();
    void busyGetsItsAnswer();
    void whoLingersHoldsNothingUp();
    void halfARequestEnds();
    void nothingNewIsAccepted();
    void webSocketIsToldToGo();
    void theLimitCutsAndCounts();
    void stopNowCuts();
    void destroyedWhileBusy();
    void neverListened();

private:
    static int cutCount(const QSignalSpy& stopped) { return stopped.at(0).at(0).toInt(); }
};

void HttpServerStopTest::nobodyThere()
{
    TestSite site({route("/", helloFactory())}, {}, 2);
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    site.server.stop(10s);
    QVERIFY(!site.server.listening());
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
}

void HttpServerStopTest::idleConnectionsEnd()
{
    TestSite site({route("/", helloFactory())}, {}, 2);
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    std::vector<HttpPeer> peers;
    for (int i = 0; i < 8; ++i) {
        peers.emplace_back(site.port());
        QCOMPARE(peers.back().get("/").status, 200);
    }
    site.server.stop(10s);
    for (HttpPeer& peer : peers)
        QVERIFY(peer.ended());
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
}

void HttpServerStopTest::busyGetsItsAnswer()
{
    Gate gate;
    TestSite site({route("/", gate.factory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    HttpPeer peer(site.port());
    peer.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    site.server.stop(10s);
    QTest::qWait(30); // several looks of the stop's timer: it must not end before the request has
    QCOMPARE(stopped.size(), 0);
    gate.letGo("all the same");
    const Answer answer = peer.answer();
    QCOMPARE(answer.body, std::string("all the same"));
    QCOMPARE(answer.headers.value("Connection"), std::string_view("close")); // RFC 9112 §9.6
    QVERIFY(peer.ended());
    peer.socket().close();
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
    QTRY_VERIFY(site.ended("/"));
    QVERIFY(site.row("/").outcome->failure.empty());
}

void HttpServerStopTest::whoLingersHoldsNothingUp()
{
    TestSite site({route("/", helloFactory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    HttpPeer peer(site.port());
    peer.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QCOMPARE(peer.answer().status, 200);
    QVERIFY(peer.ended()); // and does not close its own end
    QElapsedTimer clock;
    clock.start();
    site.server.stop(10s);
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 10'000);
    QVERIFY2(clock.elapsed() < 3'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(cutCount(stopped), 0);
}

void HttpServerStopTest::halfARequestEnds()
{
    TestSite site({route("/", helloFactory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    HttpPeer peer(site.port());
    QCOMPARE(peer.get("/").status, 200);
    peer.send("GET / HTTP/1.1\r\nHo");
    site.server.stop(10s);
    QVERIFY(peer.ended());
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
}

void HttpServerStopTest::nothingNewIsAccepted()
{
    Gate gate;
    TestSite site({route("/", gate.factory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    const std::uint16_t port = site.port();
    HttpPeer busy(port);
    busy.send("GET / HTTP/1.1\r\nHost: t\r\n\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    site.server.stop(10s);
    QVERIFY(!RawSocket::connectTo(port).valid());
    gate.letGo("the first");
    QCOMPARE(busy.answer().body, std::string("the first"));
    QVERIFY(busy.ended()); // the second, sent ahead, is not served any more
    busy.socket().close();
    QTRY_COMPARE(stopped.size(), 1);
}

void HttpServerStopTest::webSocketIsToldToGo()
{
    TestSite site({route("/ws", echoFactory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    QWebSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(site.port())));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    site.server.stop(10s);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(static_cast<int>(socket.closeCode()), 1001);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
    QTRY_VERIFY(site.ended("/ws"));
    QVERIFY(site.row("/ws").outcome->failure.empty());
}

void HttpServerStopTest::theLimitCutsAndCounts()
{
    Gate gate;
    TestSite site({route("/", gate.factory()), route("/ws", echoFactory())}, {}, 2);
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    HttpPeer busy(site.port());
    HttpPeer another(site.port());
    HttpPeer socket(site.port()); // never answers the close frame
    busy.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    another.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    socket.send(handshake);
    QTRY_VERIFY(gate.waiting() == 2 && site.metrics.gauges().webSockets == 1);
    site.server.stop(50ms);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 3);
    QVERIFY(busy.ended());
    QTRY_VERIFY(site.ended("/"));
    QTRY_VERIFY(site.ended("/ws"));
    QCOMPARE(site.row("/").outcome->failure, std::string("The server was stopped."));
    QCOMPARE(site.row("/").outcome->status, 0);
    QCOMPARE(site.row("/ws").outcome->failure, std::string("The server was stopped."));
    QCOMPARE(site.metrics.gauges().inFlight, std::int64_t(0));
    QCOMPARE(site.metrics.gauges().webSockets, std::int64_t(0));
    QCOMPARE(site.metrics.gauges().connections, std::int64_t(0));
}

void HttpServerStopTest::stopNowCuts()
{
    Gate gate;
    TestSite site({route("/", gate.factory())});
    QSignalSpy stopped(&site.server, &web::HttpServer::stopped);
    HttpPeer busy(site.port());
    busy.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_COMPARE(gate.waiting(), std::size_t(1));
    site.server.stop(1h);
    site.server.stopNow();
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 1);
    QTRY_COMPARE(gate.waiting(), std::size_t(0));
}

void HttpServerStopTest::destroyedWhileBusy()
{
    Gate gate;
    auto site = std::make_unique<TestSite>(
        std::vector<web::Route>{route("/", gate.factory()), route("/ws", echoFactory())}, http::ServerOptions(), 2);
    std::vector<HttpPeer> peers;
    for (int i = 0; i < 6; ++i) {
        peers.emplace_back(site->port());
        peers.back().send(i % 2 ? handshake : "GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    QTRY_VERIFY(gate.waiting() == 3 && site->metrics.gauges().webSockets == 3);
    site.reset();
    QCOMPARE(gate.waiting(), std::size_t(0));
    for (HttpPeer& peer : peers) {
        peer.socket().receiveAll();
        QVERIFY(peer.socket().ended());
    }
}

void HttpServerStopTest::neverListened()
{
    journal::Journal journal;
    journal::BodyStore bodies;
    metrics::Metrics metrics;
    web::HttpServer server({journal, bodies, metrics}, {}, 2,
                           std::make_shared<web::Application>(std::vector<web::Route>()));
    QSignalSpy stopped(&server, &web::HttpServer::stopped);
    server.stop(10s);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(cutCount(stopped), 0);
}

WINDSOCK_TEST(HttpServerStopTest)
#include "httpserverstoptest.moc"
