// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseParser: a table of responses, however they are cut, to HEAD and to other methods; ends by close; refusals.
#include "core/http/responseparser.h"
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
        return "close";
    }
    return "?";
}

/// "status reason framing keep|once"
std::string describe(ResponseParser& parser)
{
    const ResponseHead head = parser.takeHead();
    return std::to_string(head.status) + " " + head.reason + " " + framingName(parser.framing()) +
           (parser.keepAlive() ? " keep" : " once");
}

/// `closes`: the peer closes behind the bytes.
QByteArray parse(const Pieces& pieces, bool toHead, bool closes)
{
    ResponseParser parser({.line = 100, .head = 120, .body = 1000}, toHead);
    Transcript transcript(parser, describe);
    for (const std::string_view piece : pieces)
        transcript.feed(piece);
    if (closes && !transcript.over())
        transcript.record(parser.parseEnd());
    return transcript.text();
}

void row(const char* name, const QByteArray& bytes, const QByteArray& text, bool toHead = false, bool closes = false)
{
    QTest::newRow(name) << bytes << text << toHead << closes;
}

constexpr bool toHead = true;
constexpr bool closes = true;

} // namespace

class ResponseParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void responses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("toHead");
        QTest::addColumn<bool>("closes");
        whole();
        withoutBody();
        untilClose();
        refused();
    }

    void responses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QFETCH(bool, toHead);
        QFETCH(bool, closes);
        for (const Pieces& pieces : allCuts({bytes.data(), static_cast<std::size_t>(bytes.size())}))
            QCOMPARE(parse(pieces, toHead, closes), text);
    }

    void fieldsAndVersion();
    void interimResponsesAreWholeResponses();

private:
    static void whole();
    static void withoutBody();
    static void untilClose();
    static void refused();
};

void ResponseParserTest::whole()
{
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HEAD 200 OK length keep\nBODY hello\nEND\n");
    row("length and close", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
        "HEAD 200 OK length once\nBODY hi\nEND\n");
    row("no reason", "HTTP/1.1 404 \r\nContent-Length: 2\r\n\r\nno", "HEAD 404  length keep\nBODY no\nEND\n");
    row("reason of words", "HTTP/1.1 404 Not Found, Sorry\r\nContent-Length: 0\r\n\r\n",
        "HEAD 404 Not Found, Sorry none keep\nEND\n");
    row("1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", "HEAD 200 OK length once\nBODY hi\nEND\n");
    row("1.0 keep-alive", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nhi",
        "HEAD 200 OK length keep\nBODY hi\nEND\n");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n1;x=y\r\nb\r\n0\r\n\r\n",
        "HEAD 200 OK chunked keep\nBODY foob\nEND\n");
    row("trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n0\r\nX: y\r\n\r\n",
        "HEAD 200 OK chunked keep\nBODY foo\nEND\n");
    row("not yet whole", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "HEAD 200 OK length keep\nBODY hell\n");
}

void ResponseParserTest::withoutBody()
{
    row("length 0", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HEAD 200 OK none keep\nEND\n");
    row("204", "HTTP/1.1 204 No Content\r\n\r\n", "HEAD 204 No Content none keep\nEND\n");
    row("204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
        "HEAD 204 No Content none keep\nEND\n");
    row("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HEAD 304 Not Modified none keep\nEND\n");
    row("304 chunked", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HEAD 304 Not Modified none keep\nEND\n");
    row("100", "HTTP/1.1 100 Continue\r\n\r\n", "HEAD 100 Continue none keep\nEND\n");
    row("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x81\x01x",
        "HEAD 101 Switching Protocols none keep\nEND\n");
    row("to HEAD, length", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", "HEAD 200 OK none keep\nEND\n", toHead);
    row("to HEAD, chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HEAD 200 OK none keep\nEND\n",
        toHead);
    row("to HEAD, neither", "HTTP/1.1 200 OK\r\n\r\n", "HEAD 200 OK none keep\nEND\n", toHead);
}

void ResponseParserTest::untilClose()
{
    row("body", "HTTP/1.1 200 OK\r\n\r\nhello", "HEAD 200 OK close once\nBODY hello\nEND\n", false, closes);
    row("no body", "HTTP/1.1 200 OK\r\n\r\n", "HEAD 200 OK close once\nEND\n", false, closes);
    row("open", "HTTP/1.1 200 OK\r\n\r\nhello", "HEAD 200 OK close once\nBODY hello\n");
    row("length, cut", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", "HEAD 200 OK length keep\nREFUSED 502\n",
        false, closes);
    row("chunks, cut in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HEAD 200 OK chunked keep\nREFUSED 502\n", false, closes);
    row("chunks, cut before the last", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n",
        "HEAD 200 OK chunked keep\nREFUSED 502\n", false, closes);
    row("head, cut", "HTTP/1.1 200 OK\r\nContent-", "REFUSED 502\n", false, closes);
    row("nothing", "", "REFUSED 502\n", false, closes);
}

void ResponseParserTest::refused()
{
    row("noise", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "REFUSED 502\n");
    row("LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", "REFUSED 502\n");
    row("folded", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n", "REFUSED 502\n");
    row("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "REFUSED 502\n");
    row("status of letters", "HTTP/1.1 abc OK\r\n\r\n", "REFUSED 502\n");
    row("HTTP/3", "HTTP/3.0 200 OK\r\n\r\n", "REFUSED 502\n");
    row("space before the colon", "HTTP/1.1 200 OK\r\nX : a\r\n\r\n", "REFUSED 502\n");
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "REFUSED 502\n");
    row("length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "REFUSED 502\n");
    row("length is no number", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "REFUSED 502\n");
    row("long head", "HTTP/1.1 200 OK\r\nX: " + QByteArray(120, 'x') + "\r\n\r\n", "REFUSED 502\n");
    row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nfoo",
        "HEAD 200 OK chunked keep\nREFUSED 502\n");
}

void ResponseParserTest::fieldsAndVersion()
{
    ResponseParser parser(Limits{});
    QVERIFY(parser.parse("HTTP/1.0 200 OK\r\nSet-Cookie: a\r\nset-cookie: b\r\n\r\n").kind == ParseEvent::Kind::Head);
    QVERIFY(parser.version() == Version::Http10);
    const ResponseHead head = parser.takeHead();
    QCOMPARE(head.headers.count("Set-Cookie"), std::size_t(2));
    QVERIFY(head.headers.at(1).name == "set-cookie");
}

void ResponseParserTest::interimResponsesAreWholeResponses()
{
    const std::string_view bytes = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
    ResponseParser first{Limits{}};
    Transcript interim(first, describe);
    interim.feed(bytes);
    QCOMPARE(interim.text(), QByteArray("HEAD 100 Continue none keep\nEND\n"));
    ResponseParser second{Limits{}};
    Transcript final(second, describe);
    final.feed(bytes.substr(interim.consumed()));
    QCOMPARE(final.text(), QByteArray("HEAD 200 OK length keep\nBODY x\nEND\n"));
}

WINDSOCK_TEST(ResponseParserTest)
#include "responseparsertest.moc"
