// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RequestParser: a table of requests and what is found in them, however they are cut; and all that it refuses.
#include "core/http/requestparser.h"
#include "tests/core/http/transcript.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;
using namespace windsock::http::test;

namespace {

const char* framingName(Framing framing)
{
    switch (framing.kind) {
    case Framing::Kind::None:
        return "none";
    case Framing::Kind::Length:
        return "length";
    case Framing::Kind::Chunked:
        return "chunked";
    case Framing::Kind::UntilClose:
        return "until close";
    }
    return "?";
}

/// "METHOD target version framing name=value;…"
std::string describe(RequestParser& parser)
{
    const RequestHead head = parser.takeHead();
    std::string text = head.method + " " + head.target + " " + std::string(toString(head.version)) + " " +
                       framingName(parser.framing());
    for (const auto field : head.headers)
        text.append(" ").append(field.name).append("=").append(field.value).append(";");
    return text;
}

Limits smallLimits()
{
    return {.line = 40, .head = 120, .body = 20};
}

struct Outcome
{
    QByteArray text;
    std::size_t consumed = 0;
};

Outcome parse(const Pieces& pieces)
{
    RequestParser parser(smallLimits());
    Transcript transcript(parser, describe);
    for (const std::string_view piece : pieces)
        transcript.feed(piece);
    return {transcript.text(), transcript.consumed()};
}

void row(const char* name, const QByteArray& bytes, const QByteArray& text)
{
    QTest::newRow(name) << bytes << text;
}

} // namespace

class RequestParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requests_data();
    void requests()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        for (const Pieces& pieces : allCuts({bytes.data(), static_cast<std::size_t>(bytes.size())}))
            QCOMPARE(parse(pieces).text, text);
    }

    void consumesItsOwnAlone_data();
    void consumesItsOwnAlone();
    void saysWhatItRefuses();
    void keepsTheHeadOfARefusedRequest();
    void bodyLimitCountsWithoutFraming();
    void longChunkExtensionsAreRefused();
    void aBodyIsPassedOnAsItComes();

private:
    static void heads();
    static void bodies();
    static void refusedHeads();
    static void refusedBodies();
};

void RequestParserTest::requests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    heads();
    bodies();
    refusedHeads();
    refusedBodies();
}

void RequestParserTest::heads()
{
    row("GET", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD GET / HTTP/1.1 none Host=a;\nEND\n");
    row("1.0 without fields", "GET /a HTTP/1.0\r\n\r\n", "HEAD GET /a HTTP/1.0 none\nEND\n");
    row("spaces around a value", "GET / HTTP/1.1\r\nHost: \t a \t\r\n\r\n", "HEAD GET / HTTP/1.1 none Host=a;\nEND\n");
    row("empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", "HEAD GET / HTTP/1.1 none Host=a; X=;\nEND\n");
    row("same name twice", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 2\r\n\r\n",
        "HEAD GET / HTTP/1.1 none Host=a; X=1; X=2;\nEND\n");
    row("bytes beyond ASCII", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\nX: \xe9\r\n\r\n",
        "HEAD GET /\xc3\xa9 HTTP/1.1 none Host=a; X=\xe9;\nEND\n");
    row("own method", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD BREW /pot HTTP/1.1 none Host=a;\nEND\n");
    row("lower-case method", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD get / HTTP/1.1 none Host=a;\nEND\n");
    row("absolute-form", "GET http://b/c HTTP/1.1\r\nHost: a\r\n\r\n",
        "HEAD GET http://b/c HTTP/1.1 none Host=a;\nEND\n");
    row("empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD GET / HTTP/1.1 none Host=a;\nEND\n");
    row("not yet whole", "GET / HTTP/1.1\r\nHost: a\r\n\r", "");
    row("length 0", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "HEAD POST / HTTP/1.1 none Host=a; Content-Length=0;\nEND\n");
}

void RequestParserTest::bodies()
{
    row("length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET",
        "HEAD POST / HTTP/1.1 length Host=a; Content-Length=5;\nBODY hello\nEND\n");
    row("length, not yet whole", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell",
        "HEAD POST / HTTP/1.1 length Host=a; Content-Length=5;\nBODY hell\n");
    row("length in 1.0", "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi",
        "HEAD POST / HTTP/1.0 length Content-Length=2;\nBODY hi\nEND\n");
    row("body of a GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
        "HEAD GET / HTTP/1.1 length Host=a; Content-Length=2;\nBODY hi\nEND\n");
    const char* const chunkedHead = "HEAD POST / HTTP/1.1 chunked Host=a; Transfer-Encoding=chunked;\n";
    const auto chunked = [&](const char* name, const QByteArray& body, const QByteArray& text) {
        row(name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body, chunkedHead + text);
    };
    chunked("chunks", "3\r\nfoo\r\n4\r\nbar!\r\n0\r\n\r\n", "BODY foobar!\nEND\n");
    chunked("no chunk", "0\r\n\r\n", "END\n");
    chunked("hex sizes", "A\r\n0123456789\r\na\r\n0123456789\r\n00\r\n\r\n", "BODY 01234567890123456789\nEND\n");
    chunked("extensions", "3;a=b;c=\"d\"\r\nfoo\r\n0;x\r\n\r\n", "BODY foo\nEND\n");
    chunked("trailers", "3\r\nfoo\r\n0\r\nX: y\r\nZ: 1\r\n\r\nGET", "BODY foo\nEND\n");
    chunked("not yet whole", "3\r\nfoo\r\n0\r\n", "BODY foo\n");
    chunked("line ends inside", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "BODY \r\n\r\n\nEND\n");
}

void RequestParserTest::refusedHeads()
{
    row("noise", "hello\r\n\r\n", "REFUSED 400\n");
    row("LF", "GET / HTTP/1.1\nHost: a\n\n", "REFUSED 400\n");
    row("folded", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "REFUSED 400\n");
    row("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "REFUSED 400\n");
    row("no name", "GET / HTTP/1.1\r\n: a\r\n\r\n", "REFUSED 400\n");
    row("no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", "REFUSED 400\n");
    row("control in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01\r\n\r\n", "REFUSED 400\n");
    row("CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", "REFUSED 400\n");
    row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("no version", "GET /\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "REFUSED 505\n");
    row("HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", "REFUSED 505\n");
    row("HTTP/1.1 and more", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("no HTTP", "GET / RTSP/1.0\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "REFUSED 505\n");
    row("TLS", "\x16\x03\x01\x02", "REFUSED 400\n");
    row("no host", "GET / HTTP/1.1\r\n\r\n", "REFUSED 400\n");
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "REFUSED 400\n");
    row("long line", "GET /0123456789012345678901234567890 HTTP/1.1\r\nHost: a\r\n\r\n", "REFUSED 414\n");
    row("endless line", "0123456789012345678901234567890123456789012345678", "REFUSED 414\n");
    row("long field", "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(100, 'x') + "\r\n\r\n", "REFUSED 431\n");
}

void RequestParserTest::refusedBodies()
{
    const auto post = [](const char* name, const QByteArray& fields, const char* text) {
        row(name, "POST / HTTP/1.1\r\nHost: a\r\n" + fields, text);
    };
    post("length twice", "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", "REFUSED 400\n");
    post("list of lengths", "Content-Length: 1, 1\r\n\r\nx", "REFUSED 400\n");
    post("negative", "Content-Length: -1\r\n\r\nx", "REFUSED 400\n");
    post("no number", "Content-Length: x\r\n\r\nx", "REFUSED 400\n");
    post("over the limit", "Content-Length: 21\r\n\r\n", "REFUSED 413\n");
    post("19 digits", "Content-Length: 9999999999999999999\r\n\r\n", "REFUSED 413\n");
    post("30 digits", "Content-Length: 999999999999999999999999999999\r\n\r\n", "REFUSED 400\n");
    post("both", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "REFUSED 400\n");
    post("both, the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
         "REFUSED 400\n");
    post("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "REFUSED 501\n");
    post("identity", "Transfer-Encoding: identity\r\n\r\n", "REFUSED 400\n");
    post("chunked in two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "REFUSED 400\n");
    post("expects a pony", "Expect: a-pony\r\nContent-Length: 1\r\n\r\nx", "REFUSED 417\n");
    const auto chunked = [](const char* name, const QByteArray& body) {
        row(name, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body,
            "HEAD POST / HTTP/1.1 chunked Host=a; Transfer-Encoding=chunked;\nREFUSED 400\n");
    };
    chunked("size is no number", "x\r\nfoo\r\n");
    chunked("no size", "\r\nfoo\r\n");
    chunked("0x", "0x3\r\nfoo\r\n\r\n");
    chunked("negative size", "-3\r\nfoo\r\n");
    chunked("size of 17 digits", "11111111111111111\r\n");
    chunked("chunk longer than its size", "3\r\nfooo\r\n0\r\n\r\n");
    chunked("LF behind a size", "3\nfoo\r\n0\r\n\r\n");
    chunked("LF behind a chunk", "3\r\nfoo\n0\r\n\r\n");
    chunked("space before the size", " 3\r\nfoo\r\n0\r\n\r\n");
    row("chunks over the limit",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n012345678901234567890\r\n",
        "HEAD POST / HTTP/1.1 chunked Host=a; Transfer-Encoding=chunked;\nREFUSED 413\n");
}

void RequestParserTest::consumesItsOwnAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no body") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("length") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nfoo");
    QTest::newRow("chunks") << QByteArray(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
    QTest::newRow("trailers") << QByteArray(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n");
}

void RequestParserTest::consumesItsOwnAlone()
{
    QFETCH(QByteArray, bytes);
    const std::string two = bytes.repeated(2).toStdString();
    for (const Pieces& pieces : allCuts(two))
        QCOMPARE(parse(pieces).consumed, static_cast<std::size_t>(bytes.size()));
}

void RequestParserTest::saysWhatItRefuses()
{
    const auto reason = [](std::string_view bytes) {
        RequestParser parser(smallLimits());
        parser.parse(bytes);
        return QByteArray::fromStdString(parser.refusal().reason);
    };
    QVERIFY(reason("\x16\x03\x01").contains("TLS"));
    QVERIFY(reason("PRI * HTTP/2.0\r\n\r\n").contains("HTTP/2"));
    QVERIFY(reason("GET / HTTP/1.1\r\n\r\n").contains("Host"));
    QVERIFY(reason("nonsense\r\n\r\n").endsWith('.'));
}

void RequestParserTest::keepsTheHeadOfARefusedRequest()
{
    RequestParser parser(smallLimits());
    const ParseEvent event = parser.parse("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\n");
    QVERIFY(event.kind == ParseEvent::Kind::Refused);
    const RequestHead head = parser.takeHead();
    QCOMPARE(head.method, std::string("POST"));
    QCOMPARE(head.target, std::string("/up"));
    QVERIFY(head.headers.value("Host") == "a");
}

void RequestParserTest::bodyLimitCountsWithoutFraming()
{
    // 20 bytes of body in 20 chunks: over 100 bytes on the wire, and allowed.
    std::string bytes = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i)
        bytes += "1\r\nx\r\n";
    QVERIFY(parse({bytes + "0\r\n\r\n"}).text.endsWith("xxx\nEND\n"));
    QVERIFY(parse({bytes + "1\r\nx\r\n0\r\n\r\n"}).text.endsWith("REFUSED 413\n"));
}

void RequestParserTest::longChunkExtensionsAreRefused()
{
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;";
    const std::string extension(17 * 1024, 'x');
    QVERIFY(parse({head, extension}).text.endsWith("REFUSED 400\n"));
}

void RequestParserTest::aBodyIsPassedOnAsItComes()
{
    RequestParser parser(smallLimits());
    const std::string_view head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
    QCOMPARE(parser.parse(head).consumed, head.size());
    const ParseEvent event = parser.parse("abc");
    QVERIFY(event.kind == ParseEvent::Kind::Body);
    QVERIFY(event.body == "abc");
}

WINDSOCK_TEST(RequestParserTest)
#include "requestparsertest.moc"
