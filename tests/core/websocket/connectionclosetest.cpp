// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a Connection ends, on a stream without a socket: close handshakes, codes, faults, time-outs, losses.
#include "tests/core/websocket/connectionbench.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::websocket;
using namespace windsock::test;
using namespace std::chrono_literals;

using Bench = ConnectionBench;
using Events = std::vector<std::string>;

class ConnectionCloseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void peerCloses_data();
    void peerCloses();
    void weClose();
    void simultaneousClose();
    void closeWithCodesThatMayNotBeSent();
    void closeTimesOut();
    void clientWaitsForTheServersEnd();
    void nothingIsSentAfterClose();
    void nothingIsReadAfterThePeersClose();
    void faultsFailTheConnection_data();
    void faultsFailTheConnection();
    void invalidTextFailsBeforeItsEnd();
    void lostConnection();
    void lostWhileClosing();
    void closingInsideACall();
};

void ConnectionCloseTest::peerCloses_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("byPeer");
    const auto row = [](const char* name, const std::string& frame, const std::string& answer, int code, bool byPeer) {
        QTest::newRow(name) << QByteArray::fromStdString(frame) << QByteArray::fromStdString(answer) << code << byPeer;
    };
    for (const int code : {1000, 1001, 1003, 1007, 1014, 3000, 4999})
        row(qPrintable(QString::number(code)), closeFrame(code, "bye"), serverClose(code), code, true);
    row("no code", maskedFrame(Opcode::Close, ""), plainFrame(Opcode::Close, ""), 1005, true);
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
        row(qPrintable(QString::number(code)), closeFrame(code),
            serverClose(1002, std::string(describe(Violation::InvalidCloseCode)).c_str()), 1002, false);
    row("one byte", maskedFrame(Opcode::Close, "\x03"),
        serverClose(1002, std::string(describe(Violation::CloseTooShort)).c_str()), 1002, false);
    row("bad reason", closeFrame(1000, "\xFF"),
        serverClose(1007, std::string(describe(Violation::InvalidUtf8)).c_str()), 1007, false);
}

void ConnectionCloseTest::peerCloses()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, answer);
    QFETCH(const int, code);
    QFETCH(const bool, byPeer);
    Bench b;
    b.wire.receive(frame.toStdString());
    QCOMPARE(QByteArray::fromStdString(b.wire.written()).toHex(' '), answer.toHex(' '));
    QVERIFY(b.wire.finished); // the server ends the stream first
    QVERIFY(!b.log.closure);
    b.wire.end();
    QVERIFY(b.log.closure);
    QCOMPARE(static_cast<int>(b.log.closure->code), code);
    QCOMPARE(b.log.closure->by, byPeer ? Closure::By::Peer : Closure::By::Us);
    QCOMPARE(b.log.closure->detail.empty(), byPeer);
    QVERIFY(b.wire.aborted);
}

void ConnectionCloseTest::weClose()
{
    Bench b;
    b.connection->close(CloseCode::GoingAway, "stopping");
    QCOMPARE(b.wire.take(), serverClose(1001, "stopping"));
    QVERIFY(!b.connection->isOpen());
    QVERIFY(!b.wire.finished);
    b.wire.receive(maskedFrame(Opcode::Text, "on its way") + closeFrame(1001));
    QVERIFY((b.log.events == Events{"text on its way"}));
    QVERIFY(b.wire.finished);
    b.wire.end();
    QCOMPARE(b.log.closure->code, CloseCode::GoingAway);
    QCOMPARE(b.log.closure->reason, std::string("stopping"));
    QCOMPARE(b.log.closure->by, Closure::By::Us);
    QVERIFY(b.wire.writes.empty());
    QCOMPARE(b.log.closures, 1);
}

void ConnectionCloseTest::simultaneousClose()
{
    Bench b(Role::Client);
    b.connection->close(CloseCode::Normal);
    b.wire.receive(serverClose(1001, "maintenance"));
    b.wire.end();
    QCOMPARE(b.log.closure->code, CloseCode::GoingAway); // RFC 6455 §7.1.5: the received one
    QCOMPARE(b.log.closure->reason, std::string("maintenance"));
    QCOMPARE(b.log.closure->by, Closure::By::Us);
}

void ConnectionCloseTest::closeWithCodesThatMayNotBeSent()
{
    Bench none;
    none.connection->close(CloseCode::NoStatus);
    QCOMPARE(none.wire.written(), plainFrame(Opcode::Close, ""));
    for (const CloseCode code : {CloseCode::Abnormal, CloseCode::TlsHandshake, static_cast<CloseCode>(7)}) {
        Bench b;
        b.connection->close(code, "x");
        QCOMPARE(b.wire.written(), serverClose(1002, "x"));
    }
    Bench cut;
    cut.connection->close(CloseCode::Normal, std::string(300, 'x'));
    QCOMPARE(cut.wire.written().size(), std::size_t(2 + 125));
}

void ConnectionCloseTest::closeTimesOut()
{
    Settings settings;
    settings.closeTimeout = 20ms;
    Bench b(Role::Server, settings);
    b.connection->close();
    QTRY_VERIFY(b.log.closure);
    QVERIFY(b.wire.aborted);
    QCOMPARE(b.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(b.log.closure->by, Closure::By::Us);
    QCOMPARE(b.log.closure->detail, std::string("The peer did not answer the close frame within 20 ms."));
}

void ConnectionCloseTest::clientWaitsForTheServersEnd()
{
    Settings settings;
    settings.closeTimeout = 20ms;
    Bench b(Role::Client, settings);
    b.wire.receive(serverClose(1000));
    QCOMPARE(unmasked(b.wire.written()), serverClose(1000));
    QVERIFY(!b.wire.finished);
    QTRY_VERIFY(b.log.closure); // a server that never ends it
    QVERIFY(b.wire.aborted);
    QCOMPARE(b.log.closure->code, CloseCode::Normal);
    QCOMPARE(b.log.closure->by, Closure::By::Peer);
}

void ConnectionCloseTest::nothingIsSentAfterClose()
{
    Bench b;
    b.connection->close();
    b.wire.take();
    QVERIFY(!b.connection->sendText("x"));
    QVERIFY(!b.connection->ping());
    b.connection->close(CloseCode::GoingAway);
    b.wire.receive(maskedFrame(Opcode::Ping, "p"));
    QVERIFY(b.wire.writes.empty());
}

void ConnectionCloseTest::nothingIsReadAfterThePeersClose()
{
    Bench b;
    b.wire.receive(closeFrame(1000) + maskedFrame(Opcode::Text, "late") + hex("ff ff"));
    b.wire.receive(maskedFrame(Opcode::Ping, "later"));
    QVERIFY(b.log.events.empty());
    QCOMPARE(b.wire.written(), serverClose(1000));
}

void ConnectionCloseTest::faultsFailTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const std::string& bytes, int code) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
    };
    row("unmasked", plainFrame(Opcode::Text, "x"), 1002);
    row("reserved bits", hex("f1 80 00 00 00 00"), 1002);
    row("continuation of nothing", maskedFrame(Opcode::Continuation, "x"), 1002);
    row("invalid text", maskedFrame(Opcode::Text, "\xC0\xAF"), 1007);
    row("text that ends in mid-character", maskedFrame(Opcode::Text, "\xE2\x82"), 1007);
    row("the same in fragments", maskedFrame(Opcode::Text, "\xE2", false) + maskedFrame(Opcode::Continuation, "\x82"),
        1007);
    row("too big", hex("82 ff 00 00 00 00 00 a0 00 01"), 1009);
}

void ConnectionCloseTest::faultsFailTheConnection()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    Bench b;
    b.wire.receive(maskedFrame(Opcode::Text, "ok") + bytes.toStdString() + maskedFrame(Opcode::Text, "not read"));
    QVERIFY((b.log.events == Events{"text ok"}));
    QVERIFY(b.wire.finished);
    const std::string frame = b.wire.written();
    QCOMPARE(frame[0], '\x88');
    QCOMPARE(static_cast<int>(static_cast<std::uint8_t>(frame[2]) << 8 | static_cast<std::uint8_t>(frame[3])), code);
    b.wire.end();
    QCOMPARE(static_cast<int>(b.log.closure->code), code);
    QVERIFY(b.log.closure->violation != Violation::None);
    QCOMPARE(b.log.closures, 1);
}

void ConnectionCloseTest::invalidTextFailsBeforeItsEnd()
{
    Bench b;
    const std::string frame = maskedFrame(Opcode::Text, "ab\xFF" + std::string(1000, 'x'));
    b.wire.receive(std::string_view(frame).substr(0, 8 + 3));
    QCOMPARE(b.wire.written(), serverClose(1007, std::string(describe(Violation::InvalidUtf8)).c_str()));
}

void ConnectionCloseTest::lostConnection()
{
    Bench ended;
    ended.wire.end();
    QCOMPARE(ended.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(ended.log.closure->by, Closure::By::Nobody);
    QVERIFY(!ended.log.closure->detail.empty());

    Bench reset;
    reset.wire.handler->closed("Connection reset by peer");
    QCOMPARE(reset.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(reset.log.closure->detail, std::string("Connection reset by peer"));
    QVERIFY(!reset.connection->sendText("x"));
}

void ConnectionCloseTest::lostWhileClosing()
{
    Bench b(Role::Client);
    b.connection->close();
    b.wire.end();
    QCOMPARE(b.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(b.log.closure->by, Closure::By::Us);
}

void ConnectionCloseTest::closingInsideACall()
{
    Bench b;
    b.log.onEvent = [&](const std::string&) {
        b.connection->sendText("last words");
        b.connection->close(CloseCode::Normal);
    };
    b.wire.receive(maskedFrame(Opcode::Text, "go") + closeFrame(1000));
    QCOMPARE(b.wire.writes.size(), std::size_t(1));
    QCOMPARE(b.wire.written(), plainFrame(Opcode::Text, "last words") + serverClose(1000));
    QVERIFY(b.wire.finished);
}

WINDSOCK_TEST(ConnectionCloseTest)
#include "connectionclosetest.moc"
