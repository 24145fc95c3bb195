// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// permessage-deflate: what is agreed on (RFC 7692 §7.1), and messages that are cut, broken, or bombs (§7.2).
#include "core/websocket/deflate.h"
#include "core/websocket/deflatehandshake.h"
#include "core/websocket/framewriter.h"
#include "core/websocket/messagereader.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::websocket;

namespace {

constexpr std::size_t limit = 1 << 20;

http::Headers extensions(const QByteArray& value)
{
    http::Headers headers;
    for (const QByteArray& line : value.split('|')) {
        if (!line.isEmpty())
            headers.add("Sec-WebSocket-Extensions", line.toStdString());
    }
    return headers;
}

std::string text(int repetitions)
{
    std::string out;
    for (int i = 0; i < repetitions; ++i)
        out += "line " + std::to_string(i * 7919 % 1000) + " of a text that compresses; ";
    return out;
}

/// Texts that came, as they came.
struct Sink final : MessageReader::Sink
{
    std::vector<std::string> messages;
    std::vector<std::string> frames;
    void frameRead(const FrameHeader&, std::string_view payload) override { frames.emplace_back(payload); }
    void messageRead(Opcode, std::string_view payload) override { messages.emplace_back(payload); }
    void controlRead(Opcode, std::string_view) override {}
};

std::string frame(std::string_view payload, Opcode opcode = Opcode::Text, std::uint8_t rsv = Rsv1, bool fin = true)
{
    FrameHeader header;
    header.opcode = opcode;
    header.rsv = rsv;
    header.fin = fin;
    header.length = payload.size();
    std::string out;
    appendFrame(out, header, payload);
    return out;
}

std::string deflated(std::string_view message)
{
    Deflater deflater({});
    std::string out;
    deflater.deflate(message, out);
    return out;
}

} // namespace

class DeflateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void wishes();
    void answers_data();
    void answers();
    void thereAndBack_data();
    void thereAndBack();
    void takeoverPays();
    void theExamplesOfTheRfc();
    void aBombIsStopped();
    void nonsense();
    void readerCutsAnywhere();
    void readerMixesBoth();
    void readerRefuses_data();
    void readerRefuses();
};

void DeflateTest::offers_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("answer"); // empty: none
    const auto row = [](const char* offer, const char* answer) {
        QTest::newRow(offer) << QByteArray(offer) << QByteArray(answer);
    };
    row("", "");
    row("permessage-deflate", "permessage-deflate");
    row("x-webkit-deflate-frame", "");
    row("permessage-deflate; client_max_window_bits", "permessage-deflate");
    row("permessage-deflate; client_max_window_bits=10", "permessage-deflate; client_max_window_bits=10");
    row("permessage-deflate; client_max_window_bits=\"10\"", "permessage-deflate; client_max_window_bits=10");
    row("permessage-deflate;server_max_window_bits = 9", "permessage-deflate; server_max_window_bits=9");
    row("permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15");
    row("other, permessage-deflate", "permessage-deflate");
    row("other|permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover");
    // Offers that cannot be met are passed over; the next may do (§5).
    row("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate");
    row("permessage-deflate; server_max_window_bits=8", "");
    row("permessage-deflate; server_max_window_bits=16", "");
    row("permessage-deflate; server_max_window_bits=08", "");
    row("permessage-deflate; server_max_window_bits=+9", "");
    row("permessage-deflate; server_max_window_bits", "");
    row("permessage-deflate; client_max_window_bits=7", "");
    row("permessage-deflate; client_max_window_bits=100", "");
    row("permessage-deflate; server_no_context_takeover=1", "");
    row("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "");
    row("permessage-deflate; client_max_window_bits; client_max_window_bits=9", "");
    row("permessage-deflate; unknown", "");
    row("permessage-deflate;", "");
}

void DeflateTest::offers()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, answer);
    const auto chosen = chooseDeflate(extensions(offer));
    QCOMPARE(chosen ? QByteArray::fromStdString(deflateResponse(*chosen)) : QByteArray(), answer);
}

void DeflateTest::wishes()
{
    const DeflateParameters wanted{true, true, 10, 11};
    QCOMPARE(deflateResponse(*chooseDeflate(extensions("permessage-deflate; client_max_window_bits"), wanted)),
             std::string("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                         "server_max_window_bits=10; client_max_window_bits=11"));
    // Not without the client's leave.
    QCOMPARE(chooseDeflate(extensions("permessage-deflate"), wanted)->clientMaxWindowBits, 15);
}

void DeflateTest::answers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("fault"); // empty: all is well
    const auto row = [](const char* answer, const char* fault) {
        QTest::newRow(answer) << QByteArray(answer) << QByteArray(fault);
    };
    row("", "");
    row("permessage-deflate", "");
    row("permessage-deflate; server_max_window_bits=12; client_max_window_bits=9; server_no_context_takeover; "
        "client_no_context_takeover",
        "");
    row("permessage-bzip2", "was not offered");
    row("permessage-deflate, permessage-deflate", "more extensions");
    row("permessage-deflate; client_max_window_bits", "does not allow");
    row("permessage-deflate; client_max_window_bits=8", "zlib cannot");
    row("permessage-deflate; server_max_window_bits=17", "does not allow");
    row("permessage-deflate; nonsense", "does not allow");
}

void DeflateTest::answers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, fault);
    const auto read = readDeflateAnswer(extensions(answer), DeflateParameters());
    QVERIFY2(fault.isEmpty() ? read.fault.empty() : read.fault.find(fault.toStdString()) != std::string::npos,
             read.fault.c_str());
    QCOMPARE(read.parameters.has_value(), fault.isEmpty() && !answer.isEmpty());
    QVERIFY(answer.isEmpty() || !readDeflateAnswer(extensions(answer), std::nullopt).fault.empty());
    DeflateParameters strict{true, false, 12, 15};
    if (answer == "permessage-deflate")
        QVERIFY(readDeflateAnswer(extensions(answer), strict).fault.find("condition") != std::string::npos);
}

void DeflateTest::thereAndBack_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("takeover");
    for (const int bits : {9, 12, 15}) {
        for (const bool takeover : {true, false})
            QTest::addRow("%d bits, takeover %d", bits, takeover) << bits << takeover;
    }
}

void DeflateTest::thereAndBack()
{
    QFETCH(int, bits);
    QFETCH(bool, takeover);
    Deflater deflater({bits, takeover});
    Inflater inflater({bits, takeover});
    for (const std::string& message :
         {std::string(), std::string("a"), text(3), text(2000), std::string(70'000, 'x'), text(3)}) {
        std::string wire;
        deflater.deflate(message, wire);
        QVERIFY(!wire.empty()); // RFC 7692 §7.2.3.6
        std::string out;
        for (const char c : wire) // cut at every byte
            QVERIFY(inflater.inflate({&c, 1}, out, limit) == Inflater::Result::Ok);
        QVERIFY(inflater.finish(out, limit) == Inflater::Result::Ok);
        QVERIFY(out == message);
    }
}

void DeflateTest::takeoverPays()
{
    Deflater remembers({15, true});
    Deflater forgets({15, false});
    std::string first;
    std::string second;
    std::string third;
    remembers.deflate(text(20), first);
    remembers.deflate(text(20), second);
    forgets.deflate(text(20), third);
    QCOMPARE(first.size(), third.size());
    QVERIFY(second.size() < first.size() / 4);
}

/// RFC 7692 §7.2.3.1 to .5: "Hello".
void DeflateTest::theExamplesOfTheRfc()
{
    const auto inflate = [](const QByteArray& hex, Inflater& inflater) {
        std::string out;
        if (inflater.inflate(QByteArray::fromHex(hex).toStdString(), out, limit) != Inflater::Result::Ok ||
            inflater.finish(out, limit) != Inflater::Result::Ok)
            return std::string("broken");
        return out;
    };
    Inflater inflater({});
    QCOMPARE(inflate("f248cdc9c90700", inflater), std::string("Hello"));
    QCOMPARE(inflate("f200110000", inflater), std::string("Hello")); // with what is remembered
    Inflater stored({});
    QCOMPARE(inflate("000500faff48656c6c6f00", stored), std::string("Hello")); // a block without compression
    Inflater final({});
    QCOMPARE(inflate("f348cdc9c9070000", final), std::string("Hello")); // BFINAL
    Inflater blocks({});
    QCOMPARE(inflate("f248050000 00ffffcac9c90700", blocks), std::string("Hello")); // two blocks
    QCOMPARE(QByteArray::fromStdString(deflated("Hello")).toHex(), QByteArray("f248cdc9c90700"));
}

void DeflateTest::aBombIsStopped()
{
    const std::string bomb = deflated(std::string(100 << 20, '\0'));
    QVERIFY(bomb.size() < 200'000);
    Inflater inflater({});
    std::string out;
    QVERIFY(inflater.inflate(bomb, out, limit) == Inflater::Result::TooBig);
    QVERIFY(out.capacity() < 4 * limit);
}

void DeflateTest::nonsense()
{
    Inflater inflater({});
    std::string out;
    QVERIFY(inflater.inflate("\xff\xff\xff\xff", out, limit) == Inflater::Result::Invalid);
}

void DeflateTest::readerCutsAnywhere()
{
    const std::string message = text(5);
    const std::string packed = deflated(message);
    const std::string half = packed.substr(0, packed.size() / 2);
    const std::string wire = frame(half, Opcode::Text, Rsv1, false) + frame("ping", Opcode::Ping, 0) +
                             frame(packed.substr(half.size()), Opcode::Continuation, 0);
    for (std::size_t cut = 0; cut <= wire.size(); ++cut) {
        Sink sink;
        MessageReader reader(Role::Client, limit, sink, DeflateSide());
        QVERIFY(reader.feed(std::string_view(wire).substr(0, cut)) == Violation::None);
        QVERIFY(reader.feed(std::string_view(wire).substr(cut)) == Violation::None);
        QCOMPARE(sink.messages, std::vector<std::string>{message});
        QCOMPARE(sink.frames.size(), std::size_t(3));
        QCOMPARE(sink.frames[0] + sink.frames[2], message); // records are of what was said
    }
}

void DeflateTest::readerMixesBoth()
{
    Deflater deflater({});
    std::string first;
    std::string third;
    deflater.deflate("compressed, compressed", first);
    deflater.deflate("compressed, again", third);
    Sink sink;
    MessageReader reader(Role::Client, limit, sink, DeflateSide());
    QVERIFY(reader.feed(frame(first) + frame("plain", Opcode::Text, 0) + frame(third)) == Violation::None);
    QCOMPARE(sink.messages, (std::vector<std::string>{"compressed, compressed", "plain", "compressed, again"}));
}

void DeflateTest::readerRefuses_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("violation");
    const auto row = [](const char* name, const std::string& wire, Violation violation) {
        QTest::newRow(name) << QByteArray::fromStdString(wire) << static_cast<int>(violation);
    };
    row("garbage", frame("\xff\xff\xff\xff"), Violation::InvalidDeflate);
    row("RSV1 on a continuation", frame("a", Opcode::Text, 0, false) + frame("a", Opcode::Continuation, Rsv1),
        Violation::ReservedBits);
    row("RSV1 on a ping", frame("a", Opcode::Ping), Violation::ReservedBits);
    row("RSV2", frame("a", Opcode::Text, Rsv2), Violation::ReservedBits);
    row("no UTF-8 inside", frame(deflated("\xff")), Violation::InvalidUtf8);
    row("half a character inside", frame(deflated("\xc3")), Violation::InvalidUtf8);
    row("a bomb", frame(deflated(std::string(limit + 1, 'x'))), Violation::MessageTooBig);
}

void DeflateTest::readerRefuses()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, violation);
    Sink sink;
    MessageReader reader(Role::Client, limit, sink, DeflateSide());
    QCOMPARE(static_cast<int>(reader.feed({wire.constData(), static_cast<std::size_t>(wire.size())})), violation);
    QVERIFY(sink.messages.empty());
}

WINDSOCK_TEST(DeflateTest)
#include "deflatetest.moc"
