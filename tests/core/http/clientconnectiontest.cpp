// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ClientConnection against a raw server that says what the test tells it to: reuse, interim answers, ends of every
// kind.
#include "core/http/clientconnection.h"
#include "core/net/fdstream.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;
using windsock::net::FdStream;
using windsock::net::IoThread;
using windsock::test::EventLog;
using windsock::test::RawSocket;

namespace {

/// Logs "head:STATUS", "ended:reusable" or "ended:once", "failed", "drained"; keeps the body.
class Waiting final : public ClientConnection::Delegate
{
public:
    explicit Waiting(EventLog& log)
        : m_log(log)
    {
    }
    std::string body;
    std::function<void()> pieceReceived;
    std::function<void()> ended;

private:
    void responseHead(ResponseHead head, const Framing&) override { m_log.add("head:" + std::to_string(head.status)); }
    void responseBody(std::string_view bytes) override
    {
        body.append(bytes);
        if (pieceReceived)
            pieceReceived();
    }
    void responseEnded(bool reusable) override
    {
        m_log.add(reusable ? "ended:reusable" : "ended:once");
        if (ended)
            ended();
    }
    void exchangeFailed(const std::string& reason) override
    {
        m_log.add(reason.ends_with('.') ? "failed" : "failed-badly");
    }
    void requestDrained() override { m_log.add("drained"); }

    EventLog& m_log;
};

const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

} // namespace

class ClientConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void oneExchangeAfterTheOther();
    void theNextMayBeginInsideTheEnd();
    void interimAnswersAreSkipped();
    void closeIsNotReusable();
    void untilTheClose();
    void untilAReset();
    void cut_data();
    void cut();
    void toHead();
    void notHttp();
    void chunks();
    void aPeerThatClosesWhenIdle();
    void bytesThatNobodyAskedFor();
    void anEarlyAnswerIsNotReusable();
    void aLargeUploadDrains();
    void aPausedAnswerWaits();
    void aPauseThatEndsInsideAPiece();
    void aPausedAnswerSurvivesTheClose();
    void aSwitchNobodyAskedFor();
    void nobodyReadsOn();
    void nobodyReadsOnButAllWasThere();

private:
    template <class Work>
    auto on(Work work)
    {
        return m_thread->call(std::move(work));
    }
    void begin(bool toHead = false)
    {
        on([&] { m_client->begin(request, toHead, m_waiting.get()); });
        QCOMPARE(m_server.receiveUntil("\r\n\r\n"), request);
    }
    QByteArray log() const { return m_log->text(); }
    std::string body()
    {
        return on([this] { return m_waiting->body; });
    }

    std::unique_ptr<IoThread> m_thread;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<Waiting> m_waiting;
    std::unique_ptr<ClientConnection> m_client;
    RawSocket m_server;
};

void ClientConnectionTest::init()
{
    m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    m_log = std::make_unique<EventLog>();
    m_waiting = std::make_unique<Waiting>(*m_log);
    auto pair = windsock::test::unixPair();
    m_server = std::move(pair.second);
    on([&] {
        auto stream = std::make_unique<FdStream>(m_thread->loop(), std::move(pair.first), windsock::net::Endpoint{},
                                                 windsock::net::Endpoint{});
        m_client = std::make_unique<ClientConnection>(std::move(stream), Limits{});
    });
}

void ClientConnectionTest::cleanup()
{
    on([this] { m_client.reset(); });
    m_thread.reset();
    m_server.close();
}

void ClientConnectionTest::oneExchangeAfterTheOther()
{
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(on([this] { return m_client->usable(); }));
        begin();
        QVERIFY(!on([this] { return m_client->usable(); }));
        m_server.send(hello);
        QTRY_COMPARE(m_log->count("ended:reusable"), std::size_t(i));
    }
    QCOMPARE(body(), std::string("hellohellohello"));
}

void ClientConnectionTest::theNextMayBeginInsideTheEnd()
{
    Waiting second(*m_log);
    m_waiting->ended = [&] { m_client->begin(request, false, &second); };
    begin();
    m_server.send(hello);
    QCOMPARE(m_server.receiveUntil("\r\n\r\n"), request);
    m_server.send("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
    QTRY_COMPARE(m_log->count("ended:reusable"), std::size_t(2));
    QCOMPARE(log(), QByteArray("head:200 ended:reusable head:404 ended:reusable"));
    QCOMPARE(on([&] { return second.body; }), std::string("no"));
}

void ClientConnectionTest::interimAnswersAreSkipped()
{
    begin();
    for (const char byte : "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + hello)
        m_server.send({&byte, 1});
    QVERIFY(m_log->wait("ended:reusable"));
    QCOMPARE(log(), QByteArray("head:200 ended:reusable"));
    QCOMPARE(body(), std::string("hello"));
}

void ClientConnectionTest::closeIsNotReusable()
{
    begin();
    m_server.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
    QVERIFY(m_log->wait("ended:once"));
    QVERIFY(!on([this] { return m_client->usable(); }));
}

void ClientConnectionTest::untilTheClose()
{
    begin();
    m_server.send("HTTP/1.1 200 OK\r\n\r\nall there is");
    m_server.close();
    QVERIFY(m_log->wait("ended:once"));
    QCOMPARE(body(), std::string("all there is"));
}

void ClientConnectionTest::untilAReset()
{
    // A body whose end is the close is cut when the close is none.
    auto pair = windsock::test::tcpPair();
    on([&] {
        m_client = std::make_unique<ClientConnection>(
            std::make_unique<FdStream>(m_thread->loop(), std::move(pair.first), windsock::net::Endpoint{},
                                       windsock::net::Endpoint{}),
            Limits{});
        m_client->begin(request, false, m_waiting.get());
    });
    pair.second.receiveUntil("\r\n\r\n");
    pair.second.send("HTTP/1.1 200 OK\r\n\r\nhalf");
    QTRY_COMPARE(body(), std::string("half"));
    pair.second.reset();
    QVERIFY(m_log->wait("failed"));
    QCOMPARE(log(), QByteArray("head:200 failed"));
}

void ClientConnectionTest::cut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell");
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    QTest::newRow("interim") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
}

void ClientConnectionTest::cut()
{
    QFETCH(QByteArray, bytes);
    begin();
    m_server.send(bytes.toStdString());
    m_server.close();
    QVERIFY(m_log->wait("failed"));
    QVERIFY(!on([this] { return m_client->usable(); }));
    QCOMPARE(m_log->count("ended:once") + m_log->count("ended:reusable"), std::size_t(0));
}

void ClientConnectionTest::toHead()
{
    begin(true);
    m_server.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
    QVERIFY(m_log->wait("ended:reusable"));
    begin();
    m_server.send(hello);
    QTRY_COMPARE(m_log->count("ended:reusable"), std::size_t(2));
}

void ClientConnectionTest::notHttp()
{
    begin();
    m_server.send("SSH-2.0-OpenSSH\r\n\r\n");
    QVERIFY(m_log->wait("failed"));
    QCOMPARE(log(), QByteArray("failed"));
}

void ClientConnectionTest::chunks()
{
    begin();
    m_server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n3\r\nbar\r\n0\r\nX: y\r\n\r\n");
    QVERIFY(m_log->wait("ended:reusable"));
    QCOMPARE(body(), std::string("foobar"));
}

void ClientConnectionTest::aPeerThatClosesWhenIdle()
{
    begin();
    m_server.send(hello);
    QVERIFY(m_log->wait("ended:reusable"));
    m_server.close();
    QTRY_VERIFY(!on([this] { return m_client->usable(); }));
    QCOMPARE(log(), QByteArray("head:200 ended:reusable"));
}

void ClientConnectionTest::bytesThatNobodyAskedFor()
{
    m_server.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
    QTRY_VERIFY(!on([this] { return m_client->usable(); }));
}

void ClientConnectionTest::anEarlyAnswerIsNotReusable()
{
    begin();
    on([this] { m_client->writeBody(std::string(8 << 20, 'x')); });
    m_server.send(hello); // and does not read the rest
    QVERIFY(m_log->wait("ended:once"));
}

void ClientConnectionTest::aLargeUploadDrains()
{
    begin();
    const std::size_t unsent = on([this] {
        m_client->writeBody(std::string(8 << 20, 'x'));
        return m_client->unsent();
    });
    QVERIFY(unsent > 0);
    QCOMPARE(m_server.receiveExactly(8 << 20).size(), std::size_t(8 << 20));
    QVERIFY(m_log->wait("drained"));
    m_server.send(hello);
    QVERIFY(m_log->wait("ended:reusable"));
}

void ClientConnectionTest::aPausedAnswerWaits()
{
    begin();
    on([this] { m_client->pauseResponse(true); });
    m_server.send(hello);
    on([] {});
    QCOMPARE(log(), QByteArray());
    on([this] { m_client->pauseResponse(false); });
    QVERIFY(m_log->wait("ended:reusable"));
}

void ClientConnectionTest::aPauseThatEndsInsideAPiece()
{
    // What the reader could not take at once it could take a moment later, in the same call.
    m_waiting->pieceReceived = [this] {
        m_client->pauseResponse(true);
        m_client->pauseResponse(false);
    };
    begin();
    m_server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n3\r\nbar\r\n0\r\n\r\n");
    QVERIFY(m_log->wait("ended:reusable"));
    QCOMPARE(body(), std::string("foobar"));
    QCOMPARE(log(), QByteArray("head:200 ended:reusable"));
}

void ClientConnectionTest::aPausedAnswerSurvivesTheClose()
{
    const std::string large(300'000, 'x');
    m_waiting->pieceReceived = [this] { m_client->pauseResponse(true); };
    begin();
    m_server.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n" + large.substr(0, 100'000));
    m_server.close();
    while (m_log->count("ended:once") + m_log->count("failed") == 0)
        on([this] { m_client->pauseResponse(false); });
    QCOMPARE(log(), QByteArray("head:200 ended:once"));
    QCOMPARE(body().size(), std::size_t(100'000));
}

void ClientConnectionTest::aSwitchNobodyAskedFor()
{
    begin();
    m_server.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
    QVERIFY(m_log->wait("failed"));
    QCOMPARE(log(), QByteArray("failed"));
}

void ClientConnectionTest::nobodyReadsOn()
{
    begin();
    m_server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n");
    QVERIFY(m_log->wait("head:200"));
    on([this] { m_client->finishReading(); });
    QVERIFY(!m_server.send("3\r\nbar\r\n"));
    QCOMPARE(log(), QByteArray("head:200"));
    m_server.close();
    QVERIFY(m_log->wait("failed"));
    QCOMPARE(log(), QByteArray("head:200 failed"));
    QCOMPARE(body(), std::string("foo"));
    QVERIFY(!on([this] { return m_client->usable(); }));
}

void ClientConnectionTest::nobodyReadsOnButAllWasThere()
{
    begin();
    on([this] {
        m_server.send(hello); // is not looked at before the next turn
        m_client->finishReading();
    });
    QCOMPARE(log(), QByteArray("head:200 ended:once"));
}

WINDSOCK_TEST(ClientConnectionTest)
#include "clientconnectiontest.moc"
