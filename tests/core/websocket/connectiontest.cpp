// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connection on a stream without a socket: messages, control frames, limits, back-pressure, pings.
#include "tests/core/websocket/connectionbench.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::websocket;
using namespace windsock::test;
using namespace std::chrono_literals;

using Bench = ConnectionBench;
using Events = std::vector<std::string>;

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
    void messageLimit();
    void backPressure();
    void pingsOfOurOwn();
    void silentPeerIsDropped();
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
    const std::string in = maskedFrame(Opcode::Text, "gr\xC3", false) +
                           maskedFrame(Opcode::Continuation, "\xBC\xC3", false) + maskedFrame(Opcode::Ping, "p") +
                           maskedFrame(Opcode::Continuation, "\x9F") +
                           maskedFrame(Opcode::Binary, std::string(200, '\xFF')) + maskedFrame(Opcode::Text, "");
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
    b.wire.receive(plainFrame(Opcode::Text, "a", false) + plainFrame(Opcode::Pong, "x") +
                   plainFrame(Opcode::Continuation, "", false) + plainFrame(Opcode::Continuation, "b"));
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
    QVERIFY(unmasked(b.wire.written()) == plainFrame(Opcode::Text, "Hello") +
                                              plainFrame(Opcode::Binary, std::string(100'000, 'x')) +
                                              plainFrame(Opcode::Ping, "p"));
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
    QVERIFY(b.wire.written() ==
            plainFrame(Opcode::Text, "first") + plainFrame(Opcode::Binary, big) + plainFrame(Opcode::Text, "last"));
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
