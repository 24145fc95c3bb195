// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What may be typed as an address and as options, and what is said of the rest; why a handshake was refused.
#include "core/chat/chataddress.h"
#include "core/chat/refusal.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::chat;

class ChatAddressTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodUrls_data();
    void goodUrls();
    void badUrls_data();
    void badUrls();
    void sentencesStayShort_data();
    void sentencesStayShort();
    void badOptions();
    void refusals_data();
    void refusals();
    void refusalsQuoteSafely();
};

void ChatAddressTest::goodUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* url, const char* where, const char* host, const char* target) {
        QTest::newRow(url) << QString::fromUtf8(url) << QByteArray(where) << QByteArray(host) << QByteArray(target);
    };
    row("ws://127.0.0.1:8000/ws/hello-tornado", "127.0.0.1:8000", "127.0.0.1:8000", "/ws/hello-tornado");
    row("  ws://localhost ", "localhost:80", "localhost", "/");
    row("WS://Example.com:80/a%20b?x=1&y=%2F", "example.com:80", "example.com", "/a%20b?x=1&y=%2F");
    row("ws://[::1]:9000?q", "[::1]:9000", "[::1]:9000", "/?q");
    row("ws://[::1]/", "[::1]:80", "[::1]", "/");
    row("wss://example.com/", "example.com:443", "example.com", "/");
    row("wss://example.com:80/", "example.com:80", "example.com:80", "/");
    row("ws://example.com:443/", "example.com:443", "example.com:443", "/");
    row("ws://bücher.example/ü", "xn--bcher-kva.example:80", "xn--bcher-kva.example", "/%C3%BC");
}

void ChatAddressTest::goodUrls()
{
    QFETCH(const QString, url);
    QFETCH(const QByteArray, where);
    QFETCH(const QByteArray, host);
    QFETCH(const QByteArray, target);
    const auto address = parseAddress(url);
    QVERIFY2(address, address ? "" : qPrintable(address.error().sentence));
    QCOMPARE(QByteArray::fromStdString(net::toString(address->endpoint)), where);
    QCOMPARE(QByteArray::fromStdString(address->host), host);
    QCOMPARE(QByteArray::fromStdString(address->target), target);
    QVERIFY(checkUrl(url));
}

void ChatAddressTest::badUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* url, const char* says) {
        QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(says);
    };
    row("", "Type the address");
    row("   ", "Type the address");
    row("http://127.0.0.1:8000/ws", "begins with ws://, not http://: try ws://127.0.0.1:8000/ws.");
    row("https://example.com/", "begins with wss://, not https://: try wss://example.com/.");
    row("ws+unix:/run/x.sock", "ws+unix: addresses are not supported yet");
    row("localhost:8000/ws", "Begin the address with ws://");
    row("/ws/hello-tornado", "Begin the address with ws://");
    row("ftp://example.com/", "\"ftp://\" is no scheme of a WebSocket");
    row("ws:///path", "has no host");
    row("ws://", "has no host");
    row("ws://host:99999/", "The port in");
    row("ws://host:abc/", "The port in");
    row("ws://host:0/", "Port 0");
    row("ws://host/a b", "not a valid address");
    row("ws://host/%zz", "not a valid address");
    row("ws://ho st/", "not a valid address");
    row("ws://host/a\r\nX: y", "not a valid address");
    row("ws://host/#part", "has no fragment: take out \"#part\"");
    row("ws://me:secret@host/", "Authorization header");
}

void ChatAddressTest::badUrls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, says);
    const auto result = checkUrl(url);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Invalid);
    QVERIFY2(result.error().sentence.contains(says), qPrintable(result.error().sentence));
    QVERIFY(result.error().sentence.endsWith(QLatin1Char('.')));
    QVERIFY(!result.error().sentence.contains(QLatin1Char('\n')) &&
            !result.error().sentence.contains(QLatin1String("secret")));
}

void ChatAddressTest::sentencesStayShort_data()
{
    QTest::addColumn<QString>("start");
    for (const char* start : {"", "http://", "ws://", "ws://host:", "ws://host/#", "ws://host/ ", "x", "ws://a@"})
        QTest::addRow("<%s>", start) << QString::fromUtf8(start);
    QTest::newRow("scheme") << QString(5'000, QLatin1Char('s')) + QStringLiteral("://");
}

void ChatAddressTest::sentencesStayShort()
{
    QFETCH(const QString, start);
    const QString rest(100'000, QLatin1Char('q'));
    const auto result = checkUrl(start + rest);
    QVERIFY(result || result.error().sentence.size() < 330);
    QVERIFY(result || result.error().sentence.count(QLatin1Char('q')) <= 200);
}

void ChatAddressTest::badOptions()
{
    const auto check = [](auto change) {
        ChatOptions options;
        options.url = QStringLiteral("ws://host/");
        change(options);
        const auto result = checkOptions(options);
        return result ? QString() : result.error().sentence;
    };
    QCOMPARE(check([](ChatOptions&) {}), QString());
    QCOMPARE(check([](ChatOptions& o) { o.headers = {{"Cookie", "a=b"}, {"Origin", "http://x"}}; }), QString());
    QVERIFY(check([](ChatOptions& o) {
                o.headers = {{"X", "a\r\nHost: evil"}};
            }).contains(QLatin1String("line break")));
    QVERIFY(check([](ChatOptions& o) {
                o.headers = {{"host", "evil"}};
            }).contains(QLatin1String("belongs to the handshake")));
    QVERIFY(check([](ChatOptions& o) {
                o.headers = {{"Origin", "a"}};
                o.origin = QStringLiteral("http://b");
            }).contains(QLatin1String("twice")));
    QVERIFY(check([](ChatOptions& o) {
                o.subprotocols = QStringList{QStringLiteral("a,b")};
            }).contains(QLatin1String("\"a,b\" is not valid")));
    QVERIFY(check([](ChatOptions& o) {
                o.subprotocols = QStringList{QStringLiteral("a"), QStringLiteral("a")};
            }).contains(QLatin1String("twice")));
    QVERIFY(check([](ChatOptions& o) {
                o.origin = QStringLiteral("http://x\r\nCookie: a");
            }).contains(QLatin1String("Origin")));
    QVERIFY(check([](ChatOptions& o) {
                o.connectTimeout = std::chrono::milliseconds(0);
            }).contains(QLatin1String("time-out")));
    QVERIFY(check([](ChatOptions& o) { o.url = QStringLiteral("http://x"); }).contains(QLatin1String("ws://x")));
}

void ChatAddressTest::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers"); // one "Name: value"
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, int status, const char* header, const char* body, const char* origin,
                        const char* says) {
        QTest::newRow(name) << status << QByteArray(header) << QByteArray(body) << QByteArray(origin)
                            << QByteArray(says);
    };
    row("404", 404, "", "<html>", "",
        "The server has no WebSocket at /x: it answered 404 Not Found. Check the path; Windsock's own echo is at "
        "/ws/hello-tornado.");
    row("Tornado's 403", 403, "", "Cross origin websockets not allowed", "http://evil.example",
        "The server does not accept the Origin http://evil.example, or you: it answered 403 Forbidden and says: Cross "
        "origin websockets not "
        "allowed. Send no Origin or the server's own (http://h:1); if that changes nothing, it wants a login.");
    row("403 without Origin", 403, "", "", "",
        "Send the Cookie or Authorization header it wants, or the Origin http://h:1.");
    row("Tornado's 400", 400, "", "Can \"Upgrade\" only to \"WebSocket\".", "",
        "and says: Can \"Upgrade\" only to \"WebSocket\". Check");
    row("401", 401, "", "", "", "wants a login");
    row("405", 405, "", "", "", "takes no GET at /x");
    row("426", 426, "Sec-WebSocket-Version: 7, 8", "", "", "offers 7, 8. Windsock speaks 13");
    row("426 of another kind", 426, "Upgrade: TLS/1.0", "", "", "another protocol");
    row("200", 200, "", "<html>", "", "has a page at /x, not a WebSocket");
    row("301", 301, "Location: https://h/y", "", "", "sends you on to wss://h/y");
    row("302 to nowhere", 302, "", "", "", "without saying where to");
    row("500", 500, "", "", "", "Look into its log");
    row("502", 502, "", "", "", "proxy could not reach");
    row("503", 503, "", "", "", "Try again later");
    row("418", 418, "", "short and stout", "", "418 Unknown and says: short and stout");
}

void ChatAddressTest::refusals()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, origin);
    QFETCH(const QByteArray, says);
    http::ResponseHead response{status, {}, {}};
    if (const auto colon = headers.indexOf(": "); colon > 0)
        response.headers.add(headers.left(colon).toStdString(), headers.mid(colon + 2).toStdString());
    const std::string sentence = explainRefusal({"h:1", "/x?y=1", origin.toStdString()}, response, body.toStdString());
    QVERIFY2(sentence.find(says.toStdString()) != std::string::npos, sentence.c_str());
    QVERIFY(sentence.ends_with('.'));
    QVERIFY(sentence.find("..") == std::string::npos);
}

void ChatAddressTest::refusalsQuoteSafely()
{
    http::ResponseHead response{400, std::string(1000, 'r'), {}};
    const std::string path = "/" + std::string(5000, 'p');
    const std::string sentence = explainRefusal({"h:1", path, {}}, response, "a\r\n\x1b[31m\xFF");
    QVERIFY(sentence.size() < 500);
    for (const char c : sentence)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20);
    QVERIFY(!QString::fromStdString(sentence).contains(QChar::ReplacementCharacter));
}

WINDSOCK_TEST(ChatAddressTest)
#include "chataddresstest.moc"
