// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connection on a stream without a socket: messages, control frames, both close handshakes, faults, limits, time-outs.
#include "core/websocket/connection.h"
#include "tests/core/websocket/connectionlog.h"
#include "tests/core/websocket/fakestream.h"
#include "tests/core/websocket/frametext.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::websocket;
using namespace windsock::test;
using namespace std::chrono_literals;

using Events = std::vector<std::string>;

namespace {

/// A connection with all that a test looks at.
struct Bench
{
    explicit Bench(Role role = Role::Server, const Settings& settings = {})
        : connection(std::make_unique<Connection>(std::make_unique<FakeStream>(wire), role, log, settings))
    {
        connection->setObserver(&log);
        connection->start();
    }

    Wire wire;
    ConnectionLog log;
    std::unique_ptr<Connection> connection;
};

/// What a client wrote, unmasked and as a server would have written it.
std::string unmasked(const std::string& bytes)
{
    FrameParser parser(Role::Server, 1 << 20);
    std::string out;
    std::string payload;
    for (std::string_view rest = bytes;;) {
        const auto step = parser.next(rest);
        rest.remove_prefix(step.consumed);
        if (step.kind == FrameParser::Step::Kind::NeedMore || step.kind == FrameParser::Step::Kind::Violation)
            return out;
        if (step.kind == FrameParser::Step::Kind::Header)
            continue;
        payload.append(step.payload);
        if (!step.last)
            continue;
        applyMask(payload.data(), payload.size(), parser.header().mask);
        out += plainFrame(parser.header().opcode, std::exchange(payload, {}), parser.header().fin);
    }
}

std::string closeFrame(int code, const char* reason = "")
{
    return maskedFrame(Opcode::Close, closePayload(static_cast<CloseCode>(code), reason));
}

std::string serverClose(int code, const char* reason = "")
{
    return plainFrame(Opcode::Close, closePayload(static_cast<CloseCode>(code), reason));
}

} // namespace

class ConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void echoLeavesInOneWrite();
    void messagesCutAtEveryByte();
    void controlFramesInsideFragments();
    void leftoverBytesAreRead();
    void clientMasks();
    void bigPayloadIsSentWhole();
    void pingFloodIsAnsweredByTheNewest();
    void slowReaderGetsOnePong();
    void autoPongCanBeOff();
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
    void messageLimit();
    void backPressure();
    void pingsOfOurOwn();
    void silentPeerIsDropped();
    void closingInsideACall();
    void abortIsSilent();
};

void ConnectionTest::echoLeavesInOneWrite()
{
    Bench b;
    b.log.onEvent = [&](const std::string& event) { b.connection->sendText("You said: " + event.substr(5)); };
    std::string in;
    std::string out;
    for (int i = 0; i < 100; ++i) {
        in += maskedFrame(Opcode::Text, std::to_string(i));
        out += plainFrame(Opcode::Text, "You said: " + std::to_string(i));
    }
    b.wire.receive(in);
    QCOMPARE(b.wire.writes.size(), std::size_t(1));
    QVERIFY(b.wire.written() == out);
    QCOMPARE(b.log.frames.size(), std::size_t(200));
    QCOMPARE(b.log.frames[0], std::string("< text. 0"));
    QCOMPARE(b.log.frames[1], std::string("> text. You said: 0"));
}

void ConnectionTest::messagesCutAtEveryByte()
{
    const std::string in = maskedFrame(Opcode::Text, "gr\xC3", false) + maskedFrame(Opcode::Continuation, "\xBC\xC3", false)
                           + maskedFrame(Opcode::Ping, "p") + maskedFrame(Opcode::Continuation, "\x9F")
                           + maskedFrame(Opcode::Binary, std::string(200, '\xFF')) + maskedFrame(Opcode::Text, "");
    const Events expected{"ping p", "text gr\xC3\xBC\xC3\x9F", "binary " + std::string(200, '\xFF'), "text "};
    for (std::size_t cut = 0; cut <= in.size(); ++cut) {
        Bench b;
        b.wire.receive(std::string_view(in).substr(0, cut));
        b.wire.receive(std::string_view(in).substr(cut));
        QVERIFY(b.log.events == expected);
        QCOMPARE(b.log.frames[1], std::string("< continuation \xBC\xC3"));
    }
    Bench b;
    for (const char byte : in)
        b.wire.receive({&byte, 1});
    QVERIFY(b.log.events == expected);
    QCOMPARE(b.wire.written(), plainFrame(Opcode::Pong, "p"));
}

void ConnectionTest::controlFramesInsideFragments()
{
    Bench b(Role::Client);
    b.wire.receive(plainFrame(Opcode::Text, "a", false) + plainFrame(Opcode::Pong, "x") + plainFrame(Opcode::Continuation, "", false)
                   + plainFrame(Opcode::Continuation, "b"));
    QVERIFY((b.log.events == Events{"pong x", "text ab"}));
}

void ConnectionTest::leftoverBytesAreRead()
{
    Wire wire;
    ConnectionLog log;
    Connection connection(std::make_unique<FakeStream>(wire), Role::Server, log);
    connection.start(maskedFrame(Opcode::Text, "early"));
    QVERIFY((log.events == Events{"text early"}));
}

void ConnectionTest::clientMasks()
{
    Bench b(Role::Client);
    QVERIFY(b.connection->sendText("Hello"));
    QVERIFY(b.connection->sendBinary(std::string(100'000, 'x')));
    QVERIFY(b.connection->ping("p"));
    QVERIFY(b.wire.written().find("Hello") == std::string::npos);
    QVERIFY(unmasked(b.wire.written())
            == plainFrame(Opcode::Text, "Hello") + plainFrame(Opcode::Binary, std::string(100'000, 'x')) + plainFrame(Opcode::Ping, "p"));
    QCOMPARE(b.log.frames.front(), std::string("> text. Hello"));
}

void ConnectionTest::bigPayloadIsSentWhole()
{
    Bench b;
    const std::string big(200'000, 'x');
    b.connection->cork();
    b.connection->sendText("first");
    b.connection->sendBinary(big);
    b.connection->sendText("last");
    b.connection->uncork();
    QVERIFY(b.wire.written() == plainFrame(Opcode::Text, "first") + plainFrame(Opcode::Binary, big) + plainFrame(Opcode::Text, "last"));
}

void ConnectionTest::pingFloodIsAnsweredByTheNewest()
{
    Bench b;
    std::string in;
    for (int i = 0; i < 1000; ++i)
        in += maskedFrame(Opcode::Ping, std::to_string(i));
    b.wire.receive(in);
    QCOMPARE(b.log.events.size(), std::size_t(1000));
    std::string expected;
    for (int i = 0; i < 16; ++i)
        expected += plainFrame(Opcode::Pong, std::to_string(i));
    QVERIFY(b.wire.written() == expected + plainFrame(Opcode::Pong, "999"));
}

void ConnectionTest::slowReaderGetsOnePong()
{
    Bench b;
    b.wire.unsent = 10;
    b.wire.receive(maskedFrame(Opcode::Ping, "1"));
    b.wire.receive(maskedFrame(Opcode::Ping, "2"));
    QVERIFY(b.wire.writes.empty());
    b.wire.drain();
    QCOMPARE(b.wire.written(), plainFrame(Opcode::Pong, "2"));
}

void ConnectionTest::autoPongCanBeOff()
{
    Settings settings;
    settings.autoPong = false;
    Bench b(Role::Server, settings);
    b.wire.receive(maskedFrame(Opcode::Ping, "1"));
    QVERIFY(b.wire.writes.empty());
    QVERIFY((b.log.events == Events{"ping 1"}));
}

void ConnectionTest::peerCloses_data()
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
        row(qPrintable(QString::number(code)), closeFrame(code), serverClose(1002, std::string(describe(Violation::InvalidCloseCode)).c_str()), 1002, false);
    row("one byte", maskedFrame(Opcode::Close, "\x03"), serverClose(1002, std::string(describe(Violation::CloseTooShort)).c_str()), 1002, false);
    row("bad reason", closeFrame(1000, "\xFF"), serverClose(1007, std::string(describe(Violation::InvalidUtf8)).c_str()), 1007, false);
}

void ConnectionTest::peerCloses()
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

void ConnectionTest::weClose()
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

void ConnectionTest::simultaneousClose()
{
    Bench b(Role::Client);
    b.connection->close(CloseCode::Normal);
    b.wire.receive(serverClose(1001, "maintenance"));
    b.wire.end();
    QCOMPARE(b.log.closure->code, CloseCode::GoingAway); // RFC 6455 §7.1.5: the received one
    QCOMPARE(b.log.closure->reason, std::string("maintenance"));
    QCOMPARE(b.log.closure->by, Closure::By::Us);
}

void ConnectionTest::closeWithCodesThatMayNotBeSent()
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

void ConnectionTest::closeTimesOut()
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

void ConnectionTest::clientWaitsForTheServersEnd()
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

void ConnectionTest::nothingIsSentAfterClose()
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

void ConnectionTest::nothingIsReadAfterThePeersClose()
{
    Bench b;
    b.wire.receive(closeFrame(1000) + maskedFrame(Opcode::Text, "late") + hex("ff ff"));
    b.wire.receive(maskedFrame(Opcode::Ping, "later"));
    QVERIFY(b.log.events.empty());
    QCOMPARE(b.wire.written(), serverClose(1000));
}

void ConnectionTest::faultsFailTheConnection_data()
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
    row("the same in fragments", maskedFrame(Opcode::Text, "\xE2", false) + maskedFrame(Opcode::Continuation, "\x82"), 1007);
    row("too big", hex("82 ff 00 00 00 00 00 a0 00 01"), 1009);
}

void ConnectionTest::faultsFailTheConnection()
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

void ConnectionTest::invalidTextFailsBeforeItsEnd()
{
    Bench b;
    const std::string frame = maskedFrame(Opcode::Text, "ab\xFF" + std::string(1000, 'x'));
    b.wire.receive(std::string_view(frame).substr(0, 8 + 3));
    QCOMPARE(b.wire.written(), serverClose(1007, std::string(describe(Violation::InvalidUtf8)).c_str()));
}

void ConnectionTest::lostConnection()
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

void ConnectionTest::lostWhileClosing()
{
    Bench b(Role::Client);
    b.connection->close();
    b.wire.end();
    QCOMPARE(b.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(b.log.closure->by, Closure::By::Us);
}

void ConnectionTest::messageLimit()
{
    Settings settings;
    settings.maxMessage = 10;
    Bench b(Role::Server, settings);
    b.wire.receive(maskedFrame(Opcode::Binary, "1234567890") + maskedFrame(Opcode::Binary, "12345", false));
    QVERIFY((b.log.events == Events{"binary 1234567890"}));
    b.wire.receive(hex("80 86")); // the length alone is enough
    QCOMPARE(b.wire.written(), serverClose(1009, std::string(describe(Violation::MessageTooBig)).c_str()));
}

void ConnectionTest::backPressure()
{
    Settings settings;
    settings.highWater = 100;
    Bench b(Role::Server, settings);
    b.wire.unsent = 101;
    b.wire.receive(maskedFrame(Opcode::Text, "x"));
    QVERIFY(!b.wire.reading);
    b.connection->setReading(true); // the user's wish does not override it
    QVERIFY(!b.wire.reading);
    b.wire.drain();
    QVERIFY(b.wire.reading);
    QCOMPARE(b.log.events.back(), std::string("drained"));
    b.connection->setReading(false);
    QVERIFY(!b.wire.reading);

    Bench client(Role::Client, settings);
    client.wire.unsent = 101;
    client.wire.receive(plainFrame(Opcode::Text, "x"));
    QVERIFY(client.wire.reading);
}

void ConnectionTest::pingsOfOurOwn()
{
    Settings settings;
    settings.pingInterval = 10ms;
    settings.pingTimeout = 5s;
    Bench b(Role::Server, settings);
    QTRY_VERIFY(b.wire.writes.size() >= 2);
    QCOMPARE(b.wire.writes.front(), plainFrame(Opcode::Ping, ""));
    b.wire.receive(maskedFrame(Opcode::Pong, ""));
    QVERIFY(b.connection->isOpen());
}

void ConnectionTest::silentPeerIsDropped()
{
    Settings settings;
    settings.pingInterval = 15ms;
    settings.pingTimeout = 30ms;
    Bench b(Role::Server, settings);
    QTRY_VERIFY(b.log.closure);
    QVERIFY(b.wire.aborted);
    QCOMPARE(b.log.closure->code, CloseCode::Abnormal);
    QCOMPARE(b.log.closure->by, Closure::By::Nobody);
    QCOMPARE(b.log.closure->detail, std::string("The peer did not answer a ping within 30 ms."));
}

void ConnectionTest::closingInsideACall()
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

void ConnectionTest::abortIsSilent()
{
    Bench b;
    b.log.onEvent = [&](const std::string&) { b.connection->abort(); };
    b.wire.receive(maskedFrame(Opcode::Text, "1") + maskedFrame(Opcode::Text, "2"));
    QVERIFY((b.log.events == Events{"text 1"}));
    QVERIFY(b.wire.aborted);
    QVERIFY(!b.log.closure);
}

WINDSOCK_TEST(ConnectionTest)
#include "connectiontest.moc"
