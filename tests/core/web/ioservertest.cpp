// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoServer: whom the kernel has let in when the server is told to stop, and what it holds of them, is served.
#include "core/web/ioserver.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::test;

namespace {

const std::string request = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

/// One I/O thread's part of a server. What is done in one call on its thread happens between two of its turns.
struct Part
{
    Part()
    {
        auto application = std::make_shared<web::Application>(std::vector<web::Route>{route("/", helloFactory())});
        listening = std::move(*net::listenOn({"127.0.0.1", 0}));
        thread.call([&] {
            server = std::make_unique<web::IoServer>(thread.loop(), web::Services{journal, bodies, metrics},
                                                     http::ServerOptions(), application);
            server->accept(listening.descriptor.get());
        });
    }
    ~Part()
    {
        thread.call([this] { server.reset(); });
    }

    journal::Journal journal;
    journal::BodyStore bodies;
    metrics::Metrics metrics;
    net::ListeningSocket listening;
    net::IoThread thread{QStringLiteral("part")};
    std::unique_ptr<web::IoServer> server; // made and destroyed on the thread
    std::atomic<bool> drained = false;
};

} // namespace

class IoServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoHadConnectedIsServed();
    void whatHadBeenSentIsAnswered();
};

void IoServerTest::whoHadConnectedIsServed()
{
    Part part;
    std::vector<HttpPeer> peers;
    part.thread.call([&] {
        for (int i = 0; i < 40; ++i) { // more than are accepted in one turn
            peers.emplace_back(part.listening.endpoint.port);
            peers.back().send(request);
        }
        part.server->drain([&part] { part.drained = true; });
        part.listening = {};
    });
    for (HttpPeer& peer : peers) {
        QCOMPARE(peer.answer().status, 200);
        QVERIFY(peer.ended());
        peer.socket().close();
    }
    QTRY_VERIFY(part.drained);
}

void IoServerTest::whatHadBeenSentIsAnswered()
{
    Part part;
    HttpPeer peer(part.listening.endpoint.port);
    QCOMPARE(peer.ask(request).status, 200);
    part.thread.call([&] {
        peer.send(request);
        part.server->drain([&part] { part.drained = true; });
    });
    QCOMPARE(peer.answer().status, 200);
    QVERIFY(peer.ended());
    peer.socket().close();
    QTRY_VERIFY(part.drained);
}

WINDSOCK_TEST(IoServerTest)
#include "ioservertest.moc"
