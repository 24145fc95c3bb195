// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules a request's head must keep to, one row a rule; and who wants to be kept alive.
#include "core/http/requestrules.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;

namespace {

/// "Name: value" lines parted by \n.
Headers headersFrom(const QByteArray& lines)
{
    Headers headers;
    for (const QByteArray& line : lines.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (colon > 0)
            headers.add(line.first(colon).toStdString(), line.sliced(colon + 2).toStdString());
    }
    return headers;
}

void row(const char* name, const char* start, const char* fields, int status)
{
    QTest::newRow(name) << QByteArray(start) << QByteArray(fields) << status;
}

RequestHead headFrom(const QByteArray& start, const QByteArray& fields)
{
    const QList<QByteArray> words = start.split(' ');
    return {words.at(0).toStdString(), words.at(1).toStdString(),
            words.value(2) == "1.0" ? Version::Http10 : Version::Http11, headersFrom(fields)};
}

} // namespace

class RequestRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_data();
    void rules()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, fields);
        const auto refusal = refuse(headFrom(start, fields));
        QTEST(refusal ? refusal->status : 0, "status");
        if (refusal)
            QVERIFY(refusal->reason.ends_with('.'));
    }

    void keepAlive_data();
    void keepAlive()
    {
        QFETCH(QByteArray, start);
        QFETCH(QByteArray, fields);
        QTEST(wantsKeepAlive(headFrom(start, fields)) ? 1 : 0, "wanted");
    }

private:
    static void hosts();
    static void targets();
    static void lengths();
    static void expectations();
};

void RequestRulesTest::rules_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    hosts();
    targets();
    lengths();
    expectations();
}

void RequestRulesTest::hosts()
{
    row("a name", "GET /", "Host: example.org", 0);
    row("name and port", "GET /", "Host: example.org:8000", 0);
    row("IPv4", "GET /", "Host: 127.0.0.1:80", 0);
    row("IPv6", "GET /", "Host: [::1]:8000", 0);
    row("empty host", "GET /", "Host: ", 0);
    row("empty port", "GET /", "Host: a:", 0);
    row("no host", "GET /", "", 400);
    row("no host in 1.0", "GET / 1.0", "", 0);
    row("two hosts", "GET /", "Host: a\nHost: a", 400);
    row("two hosts in 1.0", "GET / 1.0", "host: a\nHost: b", 400);
    row("space in host", "GET /", "Host: a b", 400);
    row("user in host", "GET /", "Host: me@a", 400);
    row("path in host", "GET /", "Host: a/b", 400);
    row("list of hosts", "GET /", "Host: a,b", 400);
    row("port is no number", "GET /", "Host: a:80x", 400);
    row("port too long", "GET /", "Host: a:123456", 400);
    row("two ports", "GET /", "Host: a:1:2", 400);
    row("open bracket", "GET /", "Host: [::1", 400);
    row("text behind the bracket", "GET /", "Host: [::1]x", 400);
    row("no address in brackets", "GET /", "Host: [a/b]", 400);
}

void RequestRulesTest::targets()
{
    row("CONNECT", "CONNECT a:80", "Host: a", 405);
    row("OPTIONS *", "OPTIONS *", "Host: a", 0);
    row("GET *", "GET *", "Host: a", 400);
    row("absolute", "GET http://a/b", "Host: a", 0);
    row("absolute, upper case", "GET HTTPS://a:8/b?c", "Host: a", 0);
    row("absolute without path", "GET http://a?b", "Host: a", 0);
    row("other scheme", "GET ftp://a/b", "Host: a", 400);
    row("absolute without host", "GET http:///b", "Host: a", 400);
    row("absolute with user", "GET http://me@a/b", "Host: a", 400);
    row("relative", "GET b", "Host: a", 400);
    row("authority", "GET a:80", "Host: a", 400);
}

void RequestRulesTest::lengths()
{
    row("length", "POST /", "Host: a\nContent-Length: 5", 0);
    row("length 0", "POST /", "Host: a\nContent-Length: 0", 0);
    row("length twice", "POST /", "Host: a\nContent-Length: 5\nContent-length: 5", 400);
    row("list of lengths", "POST /", "Host: a\nContent-Length: 5, 5", 400);
    row("negative length", "POST /", "Host: a\nContent-Length: -5", 400);
    row("signed length", "POST /", "Host: a\nContent-Length: +5", 400);
    row("hex length", "POST /", "Host: a\nContent-Length: 0x5", 400);
    row("empty length", "POST /", "Host: a\nContent-Length: ", 400);
    row("enormous length", "POST /", "Host: a\nContent-Length: 9999999999999999999", 413);
    row("chunked", "POST /", "Host: a\nTransfer-Encoding: chunked", 0);
    row("Chunked", "POST /", "Host: a\nTransfer-Encoding: Chunked", 0);
    row("chunked and length", "POST /", "Host: a\nTransfer-Encoding: chunked\nContent-Length: 5", 400);
    row("chunked twice", "POST /", "Host: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", 400);
    row("chunked in 1.0", "POST / 1.0", "Host: a\nTransfer-Encoding: chunked", 400);
    row("gzip, chunked", "POST /", "Host: a\nTransfer-Encoding: gzip, chunked", 501);
    row("identity", "POST /", "Host: a\nTransfer-Encoding: identity", 400);
    row("identity, chunked", "POST /", "Host: a\nTransfer-Encoding: identity, chunked", 501);
    row("chunked, in quotes", "POST /", "Host: a\nTransfer-Encoding: \"chunked\"", 400);
    row("xchunked", "POST /", "Host: a\nTransfer-Encoding: xchunked", 400);
}

void RequestRulesTest::expectations()
{
    row("expects to continue", "POST /", "Host: a\nExpect: 100-Continue\nContent-Length: 1", 0);
    row("expects more", "POST /", "Host: a\nExpect: a-pony", 417);
}

void RequestRulesTest::keepAlive_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("wanted");
    row("1.1", "GET /", "", 1);
    row("1.1, close", "GET /", "Connection: close", 0);
    row("1.1, Close in a list", "GET /", "Connection: TE, Close", 0);
    row("1.1, close in the second line", "GET /", "Connection: TE\nConnection: close", 0);
    row("1.0", "GET / 1.0", "", 0);
    row("1.0, keep-alive", "GET / 1.0", "Connection: Keep-Alive", 1);
    row("1.0, both", "GET / 1.0", "Connection: keep-alive, close", 0);
}

WINDSOCK_TEST(RequestRulesTest)
#include "requestrulestest.moc"
