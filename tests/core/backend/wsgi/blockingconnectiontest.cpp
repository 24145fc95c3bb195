// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A worker that the test plays itself, asked and waited for on the spot: whatever it does, the wait ends.
#include "core/backend/wsgi/blockingconnection.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <sys/socket.h>
#include <sys/un.h>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::backend;
using windsock::test::RawSocket;

namespace {

const std::string request = "GET /x HTTP/1.1\r\n\r\n";
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const std::string chunkedAnswer =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";

} // namespace

class BlockingConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aWholeAnswer();
    void cutAtEveryByte();
    void usedAgain();
    void headHasNoBody();
    void interimAnswersArePassedOver();
    void notUsedAgain_data();
    void notUsedAgain();
    void brokenOff_data();
    void brokenOff();
    void largeBodiesBothWays();
    void answerBeforeTheUploadIsRead();
    void tooLargeAnAnswer();
    void noAnswerInTime();
    void dripsPastTheLimit();
    void nobodyWaitsAnyMore();
    void nobodyListens();

private:
    QString path() const { return m_dir.filePath(QStringLiteral("w")); }
    /// Connected anew, and its worker.
    void connectBoth();
    Result<WorkerAnswer> ask(const BlockingLimit& limit = {.time = 5s}, bool toHead = false)
    {
        return m_connection->ask(request, m_body, toHead, limit);
    }

    QTemporaryDir m_dir;
    net::FileDescriptor m_listener;
    std::optional<BlockingConnection> m_connection;
    RawSocket m_worker;
    Spool m_body;
};

void BlockingConnectionTest::init()
{
    m_listener = net::FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray local = path().toLocal8Bit();
    QVERIFY(static_cast<std::size_t>(local.size()) < sizeof address.sun_path);
    std::copy(local.begin(), local.end(), address.sun_path);
    ::unlink(local.constData());
    QCOMPARE(::bind(m_listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    QCOMPARE(::listen(m_listener.get(), 8), 0);
    m_body = Spool();
    connectBoth();
}

void BlockingConnectionTest::connectBoth()
{
    auto connection = BlockingConnection::connect({path().toStdString(), 0});
    QVERIFY(connection);
    m_connection = std::move(*connection);
    m_worker = RawSocket(net::FileDescriptor(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)));
    QVERIFY(m_worker.valid());
}

void BlockingConnectionTest::aWholeAnswer()
{
    QVERIFY(m_body.append("and a body"));
    m_worker.send(answer);
    const auto got = ask();
    QVERIFY(got);
    QCOMPARE(got->head.status, 200);
    QCOMPARE(got->body, std::string("hello"));
    QVERIFY(got->reusable);
    QCOMPARE(m_worker.receiveUntil("body"), request + "and a body");
}

void BlockingConnectionTest::cutAtEveryByte()
{
    for (std::size_t cut = 1; cut < chunkedAnswer.size(); ++cut) {
        std::thread worker([&] {
            m_worker.send(chunkedAnswer.substr(0, cut));
            m_worker.receiveUntil("\r\n\r\n"); // it has been read up to here, or is about to be
            m_worker.send(chunkedAnswer.substr(cut));
        });
        const auto got = ask();
        worker.join();
        QVERIFY(got);
        QCOMPARE(got->body, std::string("hello world"));
        QVERIFY(got->reusable);
    }
}

void BlockingConnectionTest::usedAgain()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_connection->usable());
        m_worker.send(answer);
        const auto got = ask();
        QVERIFY(got && got->reusable);
        QCOMPARE(m_worker.receiveUntil("\r\n\r\n"), request);
    }
    m_worker.close();
    QVERIFY(!m_connection->usable());
}

void BlockingConnectionTest::headHasNoBody()
{
    m_worker.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    const auto got = ask({.time = 5s}, true);
    QVERIFY(got && got->reusable);
    QCOMPARE(got->body, std::string());
}

void BlockingConnectionTest::interimAnswersArePassedOver()
{
    m_worker.send("HTTP/1.1 103 Early Hints\r\n\r\n" + answer);
    const auto got = ask();
    QVERIFY(got && got->reusable);
    QCOMPARE(got->head.status, 200);
    QCOMPARE(got->body, std::string("hello"));
}

void BlockingConnectionTest::notUsedAgain_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("closes") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
    QTest::newRow("says more") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello?");
    QTest::newRow("until the close") << QByteArray("HTTP/1.1 200 OK\r\n\r\nhello");
}

void BlockingConnectionTest::notUsedAgain()
{
    QFETCH(QByteArray, sent);
    m_worker.send(sent.toStdString());
    m_worker.finishWriting();
    const auto got = ask();
    QVERIFY(got);
    QCOMPARE(got->body, std::string("hello"));
    QVERIFY(!got->reusable);
}

void BlockingConnectionTest::brokenOff_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("at once") << QByteArray();
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 O");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    QTest::newRow("in the chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
}

void BlockingConnectionTest::brokenOff()
{
    QFETCH(QByteArray, sent);
    m_worker.send(sent.toStdString());
    m_worker.close();
    const auto got = ask();
    QVERIFY(!got);
    QVERIFY2(got.error().code == ErrorCode::Closed || got.error().code == ErrorCode::Invalid,
             qPrintable(got.error().sentence));
    QVERIFY(got.error().sentence.endsWith(u'.'));
}

void BlockingConnectionTest::largeBodiesBothWays()
{
    // Neither end reads before it has sent: with a thread that only writes first, both would wait for ever.
    const std::string large(3'000'000, 'x');
    QVERIFY(m_body.append(large));
    std::size_t received = 0;
    std::thread worker([&] {
        m_worker.send("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + large);
        received = m_worker.receiveExactly(request.size() + large.size()).size();
    });
    const auto got = ask();
    m_connection.reset(); // the rest of the upload is nobody's any more
    worker.join();
    QVERIFY(got);
    QVERIFY(got->body == large);
    QVERIFY(received >= request.size());
}

void BlockingConnectionTest::answerBeforeTheUploadIsRead()
{
    QVERIFY(m_body.append(std::string(3'000'000, 'x')));
    m_worker.send(answer);
    m_worker.close();
    const auto got = ask();
    QVERIFY(got);
    QCOMPARE(got->body, std::string("hello"));
    QVERIFY(!got->reusable);
}

void BlockingConnectionTest::tooLargeAnAnswer()
{
    std::thread worker([&] {
        const std::string piece(1 << 20, 'x');
        m_worker.send("HTTP/1.1 200 OK\r\n\r\n");
        while (m_worker.send(piece)) {
        }
    });
    const auto got = ask({.time = 60s});
    m_connection.reset();
    worker.join();
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::Invalid);
}

void BlockingConnectionTest::noAnswerInTime()
{
    QElapsedTimer since;
    since.start();
    const auto got = ask({.time = 200ms});
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::TimedOut);
    QVERIFY(since.elapsed() >= 200);
}

void BlockingConnectionTest::dripsPastTheLimit()
{
    // The limit is that of the whole, however busy the worker seems meanwhile.
    std::thread worker([&] {
        m_worker.send("HTTP/1.1 200 OK\r\n\r\n");
        while (m_worker.send("tick"))
            std::this_thread::sleep_for(5ms);
    });
    const auto got = ask({.time = 200ms});
    m_connection.reset();
    worker.join();
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::TimedOut);
}

void BlockingConnectionTest::nobodyWaitsAnyMore()
{
    std::stop_source stop;
    std::thread stopper([&] {
        m_worker.receiveUntil("\r\n\r\n"); // it has been asked
        stop.request_stop();
    });
    const auto got = ask({.time = 60s, .stop = stop.get_token()});
    stopper.join();
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::Closed);
}

void BlockingConnectionTest::nobodyListens()
{
    m_listener.reset();
    const auto refused = BlockingConnection::connect({path().toStdString(), 0});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Refused);
    const auto missing = BlockingConnection::connect({path().toStdString() + "-missing", 0});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

WINDSOCK_TEST(BlockingConnectionTest)
#include "blockingconnectiontest.moc"
