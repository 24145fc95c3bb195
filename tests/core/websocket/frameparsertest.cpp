// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameParser and the writer: every sample cut at every byte, every violation, lengths at their borders, masks.
#include "core/websocket/frameparser.h"
#include "tests/core/websocket/frametext.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <set>

using namespace windsock::websocket;
using namespace windsock::test;

Q_DECLARE_METATYPE(windsock::websocket::Violation)

namespace {

constexpr std::uint64_t limit = 1 << 20;

/// All that came of some bytes, as text: headers, unmasked payloads and the violation.
struct Reading
{
    std::string log;
    Violation violation = Violation::None;
    bool operator==(const Reading&) const = default;
};

void feed(FrameParser& parser, std::string_view bytes, Reading& reading, std::string& payload)
{
    for (;;) {
        const FrameParser::Step step = parser.next(bytes);
        bytes.remove_prefix(step.consumed);
        const FrameHeader& header = parser.header();
        switch (step.kind) {
        case FrameParser::Step::Kind::NeedMore:
            return;
        case FrameParser::Step::Kind::Violation:
            reading.violation = parser.violation();
            return;
        case FrameParser::Step::Kind::Header:
            reading.log += "[" + std::string(name(header.opcode)) + (header.fin ? " fin " : " ") +
                           std::to_string(header.rsv) + " " + std::to_string(header.length) + "]";
            break;
        case FrameParser::Step::Kind::Payload:
            std::string piece(step.payload);
            if (header.masked)
                applyMask(piece.data(), piece.size(), header.mask, step.offset);
            payload += piece;
            if (step.last)
                reading.log.append(std::exchange(payload, {})).append(";");
            break;
        }
    }
}

Reading readAll(Role role, const std::vector<std::string_view>& pieces, std::uint8_t rsv = 0)
{
    FrameParser parser(role, limit, rsv);
    Reading reading;
    std::string payload;
    for (const std::string_view piece : pieces)
        feed(parser, piece, reading, payload);
    return reading;
}

} // namespace

class FrameParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rfcExamples_data();
    void rfcExamples();
    void cutAtEveryByte_data();
    void cutAtEveryByte();
    void violations_data();
    void violations();
    void violationsAreSeenAtTheirByte();
    void lengthBorders_data();
    void lengthBorders();
    void tooBigIsKnownFromTheHeader();
    void fragmentsCountTogether();
    void agreedRsvBit();
    void masksAtEveryOffset();
    void randomMasksDiffer();
    void closeCodes();
};

void FrameParserTest::rfcExamples_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("server");
    QTest::addColumn<QByteArray>("log");
    const auto row = [](const char* name, const char* bytes, bool server, const char* log) {
        QTest::newRow(name) << QByteArray::fromHex(bytes) << server << QByteArray(log);
    };
    // RFC 6455 §5.7
    row("unmasked text", "81 05 48 65 6c 6c 6f", false, "[text fin 0 5]Hello;");
    row("masked text", "81 85 37 fa 21 3d 7f 9f 4d 51 58", true, "[text fin 0 5]Hello;");
    row("fragments", "01 03 48 65 6c 80 02 6c 6f", false, "[text 0 3]Hel;[continuation fin 0 2]lo;");
    row("ping", "89 05 48 65 6c 6c 6f", false, "[ping fin 0 5]Hello;");
    row("masked pong", "8a 85 37 fa 21 3d 7f 9f 4d 51 58", true, "[pong fin 0 5]Hello;");
    row("empty", "81 00", false, "[text fin 0 0];");
    row("empty, masked", "82 80 37 fa 21 3d", true, "[binary fin 0 0];");
}

void FrameParserTest::rfcExamples()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, server);
    QFETCH(const QByteArray, log);
    const std::string text = bytes.toStdString();
    const Reading reading = readAll(server ? Role::Server : Role::Client, {text});
    QCOMPARE(reading.violation, Violation::None);
    QCOMPARE(reading.log, log.toStdString());
}

void FrameParserTest::cutAtEveryByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("server");
    const auto row = [](const char* name, const std::string& bytes, bool server) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << server;
    };
    const std::string middle(300, 'm');
    row("small, masked", maskedFrame(Opcode::Text, "Hello") + maskedFrame(Opcode::Binary, ""), true);
    row("ping inside fragments",
        maskedFrame(Opcode::Text, "Hel", false) + maskedFrame(Opcode::Ping, "p") +
            maskedFrame(Opcode::Continuation, "lo"),
        true);
    row("16-bit length", plainFrame(Opcode::Binary, middle) + plainFrame(Opcode::Close, "\x03\xE8"), false);
    row("16-bit length, masked", maskedFrame(Opcode::Binary, middle) + maskedFrame(Opcode::Pong, ""), true);
    row("violation behind a frame", maskedFrame(Opcode::Text, "ok") + hex("83 80"), true);
}

void FrameParserTest::cutAtEveryByte()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, server);
    const std::string text = bytes.toStdString();
    const Role role = server ? Role::Server : Role::Client;
    const std::string_view all = text;
    const Reading whole = readAll(role, {all});
    QVERIFY(!whole.log.empty());
    for (std::size_t first = 0; first <= all.size(); ++first) {
        QVERIFY(readAll(role, {all.substr(0, first), all.substr(first)}) == whole);
        for (std::size_t second = first; second <= all.size() && all.size() < 60; ++second)
            QVERIFY(readAll(role, {all.substr(0, first), all.substr(first, second - first), all.substr(second)}) ==
                    whole);
    }
    std::vector<std::string_view> single;
    for (std::size_t i = 0; i < all.size(); ++i)
        single.push_back(all.substr(i, 1));
    QVERIFY(readAll(role, single) == whole);
}

void FrameParserTest::violations_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("server");
    QTest::addColumn<Violation>("violation");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* bytes, bool server, Violation violation, int code = 1002) {
        QTest::newRow(name) << QByteArray::fromHex(bytes) << server << violation << code;
    };
    row("rsv1", "c1 80 00 00 00 00", true, Violation::ReservedBits);
    row("rsv2", "a1 80 00 00 00 00", true, Violation::ReservedBits);
    row("rsv3", "91 80 00 00 00 00", true, Violation::ReservedBits);
    row("rsv on a ping", "c9 00", false, Violation::ReservedBits);
    for (const int opcode : {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
        QTest::addRow("opcode %x", opcode)
            << QByteArray(1, static_cast<char>(0x80 | opcode)) + '\0' << false << Violation::ReservedOpcode << 1002;
    row("fragmented ping", "09 00", false, Violation::FragmentedControl);
    row("fragmented close", "08 00", false, Violation::FragmentedControl);
    row("ping of 126", "89 7e 00 7e", false, Violation::OversizedControl);
    row("ping, 64-bit length", "89 7f 00 00 00 00 00 00 00 01", false, Violation::OversizedControl);
    row("unmasked to a server", "81 00", true, Violation::Unmasked);
    row("masked to a client", "81 80 00 00 00 00", false, Violation::Masked);
    row("125 in 16 bits", "82 7e 00 7d", false, Violation::LengthNotMinimal);
    row("0 in 16 bits", "82 7e 00 00", false, Violation::LengthNotMinimal);
    row("65535 in 64 bits", "82 7f 00 00 00 00 00 00 ff ff", false, Violation::LengthNotMinimal);
    row("1 in 64 bits", "82 7f 00 00 00 00 00 00 00 01", false, Violation::LengthNotMinimal);
    row("top bit", "82 7f 80 00 00 00 00 00 00 00", false, Violation::LengthTopBit);
    row("continuation of nothing", "80 00", false, Violation::UnexpectedContinuation);
    row("continuation after the end", "81 00 80 00", false, Violation::UnexpectedContinuation);
    row("text inside fragments", "01 00 81 00", false, Violation::ExpectedContinuation);
    row("binary inside fragments, after a ping", "01 00 89 00 82 00", false, Violation::ExpectedContinuation);
    row("too big", "82 7f 00 00 00 00 00 10 00 01", false, Violation::MessageTooBig, 1009);
    row("far too big", "82 7f 7f ff ff ff ff ff ff ff", false, Violation::MessageTooBig, 1009);
}

void FrameParserTest::violations()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, server);
    QFETCH(const Violation, violation);
    QFETCH(const int, code);
    const std::string text = bytes.toStdString();
    const Role role = server ? Role::Server : Role::Client;
    const std::string_view all = text;
    for (std::size_t cut = 0; cut <= all.size(); ++cut)
        QCOMPARE(readAll(role, {all.substr(0, cut), all.substr(cut)}).violation, violation);
    QCOMPARE(static_cast<int>(closeCodeFor(violation)), code);
    QVERIFY(QByteArray::fromStdString(std::string(describe(violation))).endsWith(")."));
}

void FrameParserTest::violationsAreSeenAtTheirByte()
{
    QCOMPARE(readAll(Role::Server, {hex("83")}).violation, Violation::ReservedOpcode);
    QCOMPARE(readAll(Role::Server, {hex("81 05")}).violation, Violation::Unmasked);
    QCOMPARE(readAll(Role::Server, {hex("89 fe")}).violation, Violation::OversizedControl);
    QCOMPARE(readAll(Role::Server, {hex("81 85")}).violation, Violation::None);
}

void FrameParserTest::lengthBorders_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("headerSize");
    QTest::newRow("0") << 0 << 2;
    QTest::newRow("125") << 125 << 2;
    QTest::newRow("126") << 126 << 4;
    QTest::newRow("65535") << 65535 << 4;
    QTest::newRow("65536") << 65536 << 10;
    QTest::newRow("the limit") << static_cast<int>(limit) << 10;
}

void FrameParserTest::lengthBorders()
{
    QFETCH(const int, size);
    QFETCH(const int, headerSize);
    const std::string payload(static_cast<std::size_t>(size), 'x');
    const std::string frame = plainFrame(Opcode::Binary, payload);
    QCOMPARE(frame.size(), payload.size() + static_cast<std::size_t>(headerSize));
    const Reading reading = readAll(Role::Client, {frame});
    QCOMPARE(reading.violation, Violation::None);
    QVERIFY(reading.log == "[binary fin 0 " + std::to_string(size) + "]" + payload + ";");
    QVERIFY(readAll(Role::Server, {maskedFrame(Opcode::Binary, payload)}) == reading);
}

void FrameParserTest::tooBigIsKnownFromTheHeader()
{
    FrameParser parser(Role::Client, 10);
    const FrameParser::Step step = parser.next(hex("82 0b"));
    QCOMPARE(step.kind, FrameParser::Step::Kind::Violation);
    QCOMPARE(parser.violation(), Violation::MessageTooBig);
    QCOMPARE(parser.next("more").kind, FrameParser::Step::Kind::Violation);
}

void FrameParserTest::fragmentsCountTogether()
{
    FrameParser parser(Role::Client, 10);
    Reading reading;
    std::string payload;
    feed(parser, plainFrame(Opcode::Binary, "123456", false) + plainFrame(Opcode::Ping, "1234567890"), reading,
         payload);
    QVERIFY(parser.amidMessage());
    feed(parser, plainFrame(Opcode::Continuation, "7890") + plainFrame(Opcode::Text, "1234567890"), reading, payload);
    QCOMPARE(reading.violation, Violation::None);
    QVERIFY(!parser.amidMessage());
    feed(parser, plainFrame(Opcode::Binary, "123456", false) + plainFrame(Opcode::Continuation, "78901"), reading,
         payload);
    QCOMPARE(reading.violation, Violation::MessageTooBig);
}

void FrameParserTest::agreedRsvBit()
{
    QCOMPARE(readAll(Role::Client, {hex("c1 00")}, Rsv1).log, std::string("[text fin 64 0];"));
    QCOMPARE(readAll(Role::Client, {hex("41 00 c0 00")}, Rsv1).violation, Violation::ReservedBits);
    QCOMPARE(readAll(Role::Client, {hex("c9 00")}, Rsv1).violation, Violation::ReservedBits);
    QCOMPARE(readAll(Role::Client, {hex("a1 00")}, Rsv1).violation, Violation::ReservedBits);
}

void FrameParserTest::masksAtEveryOffset()
{
    std::string plain(67, '\0');
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<char>(i * 7);
    std::string masked = plain;
    for (std::size_t i = 0; i < masked.size(); ++i)
        masked[i] = static_cast<char>(static_cast<std::uint8_t>(masked[i]) ^ sampleMask[i % 4]);
    for (std::size_t start = 0; start <= plain.size(); ++start) {
        std::string piece = masked.substr(start);
        applyMask(piece.data(), piece.size(), sampleMask, start);
        QVERIFY(piece == plain.substr(start));
    }
}

void FrameParserTest::randomMasksDiffer()
{
    std::set<MaskKey> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(randomMask());
    QVERIFY(seen.size() > 990);
}

void FrameParserTest::closeCodes()
{
    const auto may = [](int code) { return mayBeSent(static_cast<CloseCode>(code)); };
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QVERIFY2(may(code), qPrintable(QString::number(code)));
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QVERIFY2(!may(code), qPrintable(QString::number(code)));
    QCOMPARE(closePayload(CloseCode::GoingAway, "bye"), std::string("\x03\xE9"
                                                                    "bye"));
    const std::string reason = closePayload(CloseCode::Normal, std::string(122, 'x').append("\xC3\xBC"));
    QCOMPARE(reason.size(), std::size_t(124)); // the ü would not fit whole
}

WINDSOCK_TEST(FrameParserTest)
#include "frameparsertest.moc"
