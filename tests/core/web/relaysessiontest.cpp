// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the journal says of a relayed WebSocket whose messages are compressed (RFC 7692). That the bytes go through
// unchanged is in tests/app/proxy_upgrade_test.py.
#include "core/backend/proxy/proxybackend.h"
#include "core/websocket/deflate.h"
#include "core/websocket/framewriter.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::test;
using websocket::Opcode;

namespace {

const std::string handshake =
    "GET /ws HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

// "Hello" compressed, and said again with the first one in the window (RFC 7692 §7.2.3.1, §7.2.3.2).
constexpr std::string_view hello("\xf2\x48\xcd\xc9\xc9\x07\x00", 7);
constexpr std::string_view helloAgain("\xf2\x00\x11\x00\x00", 5);

std::string frame(Opcode opcode, std::string_view payload, bool fin, bool compressed)
{
    websocket::FrameHeader header;
    header.opcode = opcode;
    header.fin = fin;
    header.rsv = compressed ? websocket::Rsv1 : 0;
    header.masked = true;
    header.mask = {1, 2, 3, 4};
    header.length = payload.size();
    std::string out;
    websocket::appendFrame(out, header, payload);
    return out;
}

std::string deflated(const std::string& message)
{
    std::string out;
    websocket::Deflater(websocket::DeflateSide()).deflate(message, out);
    return out;
}

/// An echo, and a server that hands on to it.
struct Relay
{
    TestSite behind{{route("/ws", echoFactory())}};
    TestSite front{[this](TestSite& site) {
        const auto upstream = backend::parseUpstream("http://127.0.0.1:" + std::to_string(behind.port()));
        site.backend = std::make_shared<backend::ProxyBackend>(*upstream);
        return std::vector{route("/.*", fallbackFactory(site.backend), journal::Source::Wsgi)};
    }};
    RawSocket client = RawSocket::connectTo(front.port());

    Relay()
    {
        client.send(handshake);
        client.receiveUntil("\r\n\r\n");
    }

    /// Each as "<OPCODE LENGTH SIZE TEXT" or ">…", joined with "|"; `count` of them are waited for.
    QByteArray frames(std::size_t count)
    {
        std::vector<std::shared_ptr<const journal::Frame>> seen;
        const bool came = QTest::qWaitFor([&] {
            seen = front.journal.framesSince({}, 1000).frames;
            return seen.size() >= count;
        });
        QByteArray text = came ? "" : "too few: ";
        for (const auto& frame : seen) {
            text += (frame->fromClient ? "<" : ">") + QByteArray::number(frame->opcode) + " " +
                    QByteArray::number(frame->length) + " " + QByteArray::number(frame->payload.size) + " " +
                    QByteArray::fromStdString(std::string(frame->payload.text())) + "|";
        }
        return text;
    }
};

} // namespace

class RelaySessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compressedMessagesAreRecordedAsTheySay();
    void fragmentsAroundAControlFrame();
    void aBombIsPassedOnButNotBlownUp();
    void whatDoesNotInflateIsRecordedAsItIs();
};

void RelaySessionTest::compressedMessagesAreRecordedAsTheySay()
{
    Relay relay;
    relay.client.send(frame(Opcode::Text, hello, true, true));
    QCOMPARE(relay.frames(2), QByteArray("<1 7 5 Hello|>1 15 15 You said: Hello|"));
    relay.client.send(frame(Opcode::Text, helloAgain, true, true));
    QVERIFY(relay.frames(4).endsWith("<1 5 5 Hello|>1 15 15 You said: Hello|"));
    // Long enough for the echo to compress its answer.
    const std::string text(1000, 'x');
    relay.client.send(frame(Opcode::Text, deflated(text), true, true));
    const QByteArray all = relay.frames(6);
    QVERIFY2(all.contains(QByteArray(" 1000 " + QByteArray(64, 'x') + "|>1 ")), all.constData());
    QVERIFY2(all.endsWith(QByteArray(" 1010 You said: " + QByteArray(54, 'x') + "|")), all.constData());
    QCOMPARE(relay.front.remarks(), std::string());
}

void RelaySessionTest::fragmentsAroundAControlFrame()
{
    Relay relay;
    relay.client.send(frame(Opcode::Text, hello.substr(0, 3), false, true));
    relay.client.send(frame(Opcode::Ping, "now?", true, false));
    relay.client.send(frame(Opcode::Continuation, hello.substr(3), true, false));
    const QByteArray all = relay.frames(5);
    QVERIFY2(all.startsWith("<1 3 "), all.constData());
    QVERIFY2(all.contains("<9 4 4 now?|"), all.constData());
    QVERIFY2(all.contains("<0 4 "), all.constData());
    QVERIFY2(all.endsWith(">1 15 15 You said: Hello|"), all.constData());
    std::string said;
    for (const auto& frame : relay.front.journal.framesSince({}, 100).frames) {
        if (frame->fromClient && frame->opcode <= 1)
            said += frame->payload.text();
    }
    QCOMPARE(said, std::string("Hello"));
}

void RelaySessionTest::aBombIsPassedOnButNotBlownUp()
{
    Relay relay;
    const std::string bomb = deflated(std::string(11u << 20, 'x'));
    relay.client.send(frame(Opcode::Text, bomb, true, true));
    // The echo's own limit is what answers.
    const QByteArray all = relay.frames(2);
    QVERIFY2(all.contains(">8 "), all.left(100).constData());
    QVERIFY(all.startsWith(QByteArray("<1 " + QByteArray::number(qsizetype(bomb.size())) + " ")));
    QTRY_VERIFY(relay.front.said("/ws", journal::Channel::Log).find("inflates to more than 10 MiB") !=
                std::string::npos);
}

void RelaySessionTest::whatDoesNotInflateIsRecordedAsItIs()
{
    Relay relay;
    relay.client.send(frame(Opcode::Text, "\xff\xff\xff", true, true));
    QVERIFY(relay.frames(2).startsWith("<1 3 3 \xff\xff\xff|>8 "));
    QTRY_VERIFY(relay.front.said("/ws", journal::Channel::Log).find("does not inflate") != std::string::npos);
}

WINDSOCK_TEST(RelaySessionTest)
#include "relaysessiontest.moc"
