// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameInflater: the frames of one direction, cut at every byte, and bombs that are not blown up.
#include "core/websocket/frameinflater.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::websocket;
using Result = Inflater::Result;

namespace {

constexpr std::size_t limit = 10 << 20;
constexpr std::size_t ratio = 100;

FrameHeader header(Opcode opcode, bool fin, bool compressed)
{
    FrameHeader header;
    header.opcode = opcode;
    header.fin = fin;
    header.rsv = compressed ? Rsv1 : 0;
    return header;
}

std::string text(int repetitions)
{
    std::string out;
    for (int i = 0; i < repetitions; ++i)
        out += "line " + std::to_string(i * 7919 % 1000) + " of a text; ";
    return out;
}

} // namespace

class FrameInflaterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutAtEveryByte();
    void twoFramesWithAControlFrameBetween();
    void bombs();
};

void FrameInflaterTest::cutAtEveryByte()
{
    Deflater deflater{DeflateSide()};
    std::string first;
    std::string second;
    const std::string message = text(20);
    QVERIFY(deflater.deflate(message, first));
    QVERIFY(deflater.deflate(message, second)); // refers to the first
    for (std::size_t cut = 0; cut <= first.size(); ++cut) {
        FrameInflater inflater(DeflateSide(), limit, ratio);
        const FrameHeader whole = header(Opcode::Text, true, true);
        inflater.begin(whole);
        std::string one = first.substr(0, cut);
        std::string two = first.substr(cut);
        QCOMPARE(inflater.take(whole, one, false), Result::Ok);
        QCOMPARE(inflater.take(whole, two, true), Result::Ok);
        QCOMPARE(one + two, message);
        inflater.begin(whole);
        std::string again = second;
        QCOMPARE(inflater.take(whole, again, true), Result::Ok);
        QCOMPARE(again, message);
    }
}

void FrameInflaterTest::twoFramesWithAControlFrameBetween()
{
    std::string wire;
    const std::string message = text(20);
    QVERIFY(Deflater(DeflateSide()).deflate(message, wire));
    FrameInflater inflater(DeflateSide(), limit, ratio);
    const FrameHeader start = header(Opcode::Binary, false, true);
    const FrameHeader ping = header(Opcode::Ping, true, false);
    const FrameHeader rest = header(Opcode::Continuation, true, false);
    std::string one = wire.substr(0, 10);
    std::string between = "as it is";
    std::string two = wire.substr(10);
    inflater.begin(start);
    QCOMPARE(inflater.take(start, one, true), Result::Ok);
    inflater.begin(ping);
    QCOMPARE(inflater.take(ping, between, true), Result::Ok);
    inflater.begin(rest);
    QCOMPARE(inflater.take(rest, two, true), Result::Ok);
    QCOMPARE(between, std::string("as it is"));
    QCOMPARE(one + two, message);
    // What is not compressed may stand between.
    const FrameHeader plain = header(Opcode::Text, true, false);
    inflater.begin(plain);
    QCOMPARE(inflater.take(plain, between, true), Result::Ok);
    QCOMPARE(between, std::string("as it is"));
}

void FrameInflaterTest::bombs()
{
    std::string wire;
    QVERIFY(Deflater(DeflateSide()).deflate(std::string(9u << 20, 'x'), wire));
    QVERIFY(wire.size() < 20'000);
    FrameInflater inflater(DeflateSide(), limit, ratio);
    const FrameHeader whole = header(Opcode::Text, true, true);
    inflater.begin(whole);
    QCOMPARE(inflater.take(whole, wire, true), Result::TooBig);
    // A hundredth of the limit is let through at any ratio.
    wire.clear();
    QVERIFY(Deflater(DeflateSide()).deflate(std::string(100'000, 'x'), wire));
    FrameInflater another(DeflateSide(), limit, ratio);
    another.begin(whole);
    QCOMPARE(another.take(whole, wire, true), Result::Ok);
    QCOMPARE(wire.size(), std::size_t(100'000));
}

WINDSOCK_TEST(FrameInflaterTest)
#include "frameinflatertest.moc"
