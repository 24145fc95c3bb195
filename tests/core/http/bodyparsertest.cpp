// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyParser: bodies of each framing, however they are cut; and chunks that two readers could take for two bodies.
#include "core/http/bodyparser.h"
#include "tests/core/http/transcript.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;
using namespace windsock::http::test;

namespace {

constexpr std::uint64_t limit = 20;

struct Outcome
{
    QByteArray text;
    std::size_t consumed = 0;
};

Outcome parse(const Framing& framing, const Pieces& pieces)
{
    BodyParser parser(framing, limit);
    Transcript transcript(parser, [](BodyParser&) { return std::string(); });
    for (const std::string_view piece : pieces)
        transcript.feed(piece);
    return {transcript.text(), transcript.consumed()};
}

void row(const char* name, Framing::Kind kind, const QByteArray& bytes, const QByteArray& text, qsizetype left = 0)
{
    QTest::newRow(name) << kind << bytes << text << left;
}

} // namespace

class BodyParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bodies_data();
    void bodies();
    void lengthAboveTheLimitOfChunksAlone();
    void longLines();
};

void BodyParserTest::bodies_data()
{
    QTest::addColumn<Framing::Kind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("left"); // bytes that belong to the next message

    row("none", Framing::Kind::None, "next", "END\n", 4);
    row("length", Framing::Kind::Length, "12345next", "BODY 12345\nEND\n", 4);
    row("length, not yet", Framing::Kind::Length, "1234", "BODY 1234\n");
    row("until the close", Framing::Kind::UntilClose, "anything", "BODY anything\n");

    const auto chunks = [](const char* name, const QByteArray& bytes, const QByteArray& text, qsizetype left = 0) {
        row(name, Framing::Kind::Chunked, bytes, text, left);
    };
    chunks("chunks", "3\r\nfoo\r\n4\r\nbar!\r\n0\r\n\r\nnext", "BODY foobar!\nEND\n", 4);
    chunks("none of them", "0\r\n\r\n", "END\n");
    chunks("zeros", "0003\r\nfoo\r\n000\r\n\r\n", "BODY foo\nEND\n");
    chunks("either case", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "BODY 01234567890123456789\nEND\n");
    chunks("extensions", "3;a=\"b;\xc3\xa9\";c\r\nfoo\r\n0 ;d\r\n\r\n", "BODY foo\nEND\n");
    chunks("trailers", "3\r\nfoo\r\n0\r\nA: b\r\nC:\r\n\r\nnext", "BODY foo\nEND\n", 4);
    chunks("line ends as data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "BODY \r\n\r\n\nEND\n");
    chunks("the limit", "14\r\n01234567890123456789\r\n0\r\n\r\n", "BODY 01234567890123456789\nEND\n");

    const auto refused = [&](const char* name, const QByteArray& bytes, int status = 400) {
        QTest::newRow(name) << Framing::Kind::Chunked << bytes
                            << QByteArray("REFUSED " + QByteArray::number(status) + "\n") << qsizetype(-1);
    };
    refused("beyond the limit", "15\r\n", 413);
    refused("beyond it together", "14\r\n01234567890123456789\r\n1\r\n", 413);
    refused("beyond 64 bits", "10000000000000003\r\nabc\r\n0\r\n\r\n");
    refused("no size", "\r\n");
    refused("negative", "-2\r\n");
    refused("with a sign", "+3\r\n");
    refused("0x", "0x3\r\n");
    refused("a word", "three\r\n");
    refused("two sizes", "3 3\r\n");
    refused("a blank first", " 3\r\n");
    refused("a blank alone behind it", "3 \r\n");
    refused("LF behind the size", "3\nfoo");
    refused("CR behind the size", "3\rfoo\r\n");
    refused("CR in an extension", "3;a\rb\r\n");
    refused("NUL in an extension", QByteArray("3;a\0b\r\n", 7));
    refused("LF behind the data", "3\r\nfoo\n0\r\n\r\n");
    refused("more data than its size", "3\r\nfooo\r\n");
    refused("no line end behind the data", "3\r\nfoo0\r\n\r\n");
    refused("a trailer without a colon", "0\r\nA\r\n\r\n");
    refused("a folded trailer", "0\r\nA: b\r\n c\r\n\r\n");
    refused("a trailer with a blank in its name", "0\r\nA b: c\r\n\r\n");
    refused("LF in the trailers", "0\r\nA: b\n\r\n");
}

void BodyParserTest::bodies()
{
    QFETCH(Framing::Kind, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, left);
    for (const Pieces& pieces : allCuts({bytes.constData(), static_cast<std::size_t>(bytes.size())})) {
        const Outcome outcome = parse({kind, 5}, pieces);
        QCOMPARE(outcome.text, text);
        if (left >= 0)
            QCOMPARE(outcome.consumed, static_cast<std::size_t>(bytes.size() - left));
    }
}

void BodyParserTest::lengthAboveTheLimitOfChunksAlone()
{
    // A length is judged with the head; here it is only counted.
    const std::string bytes(limit + 1, 'x');
    QVERIFY(parse({Framing::Kind::Length, limit + 1}, {bytes}).text.endsWith("END\n"));
}

void BodyParserTest::longLines()
{
    const std::string x(20'000, 'x');
    QCOMPARE(parse({Framing::Kind::Chunked}, {"3;" + x}).text, QByteArray("REFUSED 400\n"));
    QCOMPARE(parse({Framing::Kind::Chunked}, {"3;" + x + "\r\n"}).text, QByteArray("REFUSED 400\n"));
    QCOMPARE(parse({Framing::Kind::Chunked}, {"0\r\nA: " + x + "\r\n\r\n"}).text, QByteArray("REFUSED 400\n"));
    std::string many = "0\r\n";
    for (int i = 0; i < 5'000; ++i)
        many += "A: b\r\n";
    QCOMPARE(parse({Framing::Kind::Chunked}, {many + "\r\n"}).text, QByteArray("REFUSED 400\n"));
}

WINDSOCK_TEST(BodyParserTest)
#include "bodyparsertest.moc"
