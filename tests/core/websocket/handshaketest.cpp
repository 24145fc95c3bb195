// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The opening handshake, both sides, table-driven. Refusals are compared with Tornado's texts and statuses.
#include "core/websocket/handshake.h"
#include "core/websocket/clienthandshake.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::websocket;

namespace {

const char* const sampleKey = "dGhlIHNhbXBsZSBub25jZQ=="; // RFC 6455 §1.3
const char* const sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

http::RequestHead sample()
{
    return {"GET",
            "/ws/hello-tornado",
            http::Version::Http11,
            {{"Host", "127.0.0.1:8000"},
             {"Upgrade", "websocket"},
             {"Connection", "Upgrade"},
             {"Sec-WebSocket-Key", sampleKey},
             {"Sec-WebSocket-Version", "13"}}};
}

http::ResponseHead agreed()
{
    return {101, {}, {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", sampleAccept}}};
}

ClientHandshake offer()
{
    ClientHandshake handshake;
    handshake.host = "127.0.0.1:8000";
    handshake.target = "/ws";
    handshake.key = sampleKey;
    handshake.subprotocols = {"chat", "superchat"};
    return handshake;
}

} // namespace

class HandshakeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepts();
    void variants_data();
    void variants();
    void methodsAndVersions();
    void origins_data();
    void origins();
    void originPolicy();
    void subprotocols();
    void keys();
    void clientRequest();
    void clientChecks_data();
    void clientChecks();
    void ownHeadersCannotBeSmuggled();
};

void HandshakeTest::accepts()
{
    const auto judgement = judge(sample());
    const auto* acceptance = std::get_if<Acceptance>(&judgement);
    QVERIFY(acceptance);
    QCOMPARE(acceptance->response.status, 101);
    QCOMPARE(acceptance->response.headers.value("Sec-WebSocket-Accept"), std::string_view(sampleAccept));
    QCOMPARE(acceptance->response.headers.value("Upgrade"), std::string_view("websocket"));
    QCOMPARE(acceptance->response.headers.value("Connection"), std::string_view("Upgrade"));
    QVERIFY(!acceptance->response.headers.contains("Sec-WebSocket-Protocol"));
    QVERIFY(looksLikeHandshake(sample()));
    QVERIFY(!looksLikeHandshake({"GET", "/", http::Version::Http11, {{"Host", "x"}}}));
}

void HandshakeTest::variants_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value"); // null: removed
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray upgrade = "Can \"Upgrade\" only to \"WebSocket\".";
    const QByteArray connection = "\"Connection\" must be \"Upgrade\".";
    const QByteArray headers = "Missing/Invalid WebSocket headers";
    const auto row = [](const char* name, const char* field, const char* value, int status,
                        const QByteArray& body = {}) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(value) << status << body;
    };
    row("no upgrade", "Upgrade", nullptr, 400, upgrade);
    row("upgrade to h2c", "Upgrade", "h2c", 400, upgrade);
    row("upgrade in capitals", "Upgrade", "WebSocket", 101);
    row("upgrade in a list", "Upgrade", "h2c, websocket", 101);
    row("no connection", "Connection", nullptr, 400, connection);
    row("keep-alive", "Connection", "keep-alive", 400, connection);
    row("Firefox's connection", "Connection", "keep-alive, Upgrade", 101);
    row("cross origin", "Origin", "http://evil.example", 403, "Cross origin websockets not allowed");
    row("cross origin, version 8's name", "Sec-WebSocket-Origin", "http://evil.example", 403,
        "Cross origin websockets not allowed");
    row("own origin", "Origin", "http://127.0.0.1:8000", 101);
    row("version 8", "Sec-WebSocket-Version", "8", 426);
    row("version 7", "Sec-WebSocket-Version", "7", 426);
    row("no version", "Sec-WebSocket-Version", nullptr, 426);
    row("no key", "Sec-WebSocket-Key", nullptr, 400, headers);
    row("short key", "Sec-WebSocket-Key", "AAAA", 400, headers);
    row("key that is no base64", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25j!!==", 400, headers);
    row("key of 18 bytes", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZWUh", 400, headers);
    row("no host", "Host", nullptr, 400, headers);
    row("a body", "Content-Length", "5", 400, headers);
    row("no body, said so", "Content-Length", "0", 101);
    row("chunked body", "Transfer-Encoding", "chunked", 400, headers);
}

void HandshakeTest::variants()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, value);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    http::RequestHead request = sample();
    if (value.isNull())
        request.headers.remove(field.toStdString());
    else
        request.headers.set(field.toStdString(), value.toStdString());
    const auto judgement = judge(request);
    if (status == 101) {
        QVERIFY(std::holds_alternative<Acceptance>(judgement));
        return;
    }
    const auto& refusal = std::get<HandshakeRefusal>(judgement);
    QCOMPARE(refusal.response.status, status);
    QCOMPARE(QByteArray::fromStdString(refusal.body), body);
    QCOMPARE(refusal.response.headers.value("Sec-WebSocket-Version"), std::string_view(status == 426 ? "13" : ""));
}

void HandshakeTest::methodsAndVersions()
{
    http::RequestHead post = sample();
    post.method = "POST";
    const auto refusedPost = judge(post);
    QCOMPARE(std::get<HandshakeRefusal>(refusedPost).response.status, 405);
    QCOMPARE(std::get<HandshakeRefusal>(refusedPost).response.headers.value("Allow"), std::string_view("GET"));
    http::RequestHead old = sample();
    old.version = http::Version::Http10;
    const auto refusedOld = judge(old);
    QCOMPARE(std::get<HandshakeRefusal>(refusedOld).body, std::string("Can \"Upgrade\" only to \"WebSocket\"."));
    http::RequestHead twice = sample();
    twice.headers.add("Sec-WebSocket-Key", sampleKey);
    QVERIFY(std::holds_alternative<HandshakeRefusal>(judge(twice)));
}

void HandshakeTest::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* origin, const char* host, bool same) {
        QTest::addRow("%s at %s", origin, host) << QByteArray(origin) << QByteArray(host) << same;
    };
    row("http://example.com", "example.com", true);
    row("https://Example.COM:8443", "example.com:8443", true);
    row("http://example.com", "EXAMPLE.com", true);
    row("http://[::1]:8000", "[::1]:8000", true);
    row("http://example.com:80", "example.com", false); // Tornado fills in no default port either
    row("http://example.com", "example.com:8000", false);
    row("http://example.com.evil.example", "example.com", false);
    row("http://evil.example/example.com", "example.com", false);
    row("http://evil.example#example.com", "example.com", false);
    row("http://example.com@evil.example", "example.com", false);
    row("null", "example.com", false);
    row("null", "", false);
    row("", "example.com", false);
    row("file://", "example.com", false);
}

void HandshakeTest::origins()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const QByteArray, host);
    QFETCH(const bool, same);
    QCOMPARE(sameOrigin(origin.toStdString(), host.toStdString()), same);
}

void HandshakeTest::originPolicy()
{
    http::RequestHead request = sample();
    request.headers.add("Origin", "http://friend.example");
    HandshakePolicy policy;
    policy.originAllowed = [](std::string_view origin) { return origin == "http://friend.example"; };
    QVERIFY(std::holds_alternative<Acceptance>(judge(request, policy)));
    request.headers.set("Origin", "http://127.0.0.1:8000");
    QVERIFY(std::holds_alternative<HandshakeRefusal>(judge(request, policy)));
}

void HandshakeTest::subprotocols()
{
    http::RequestHead request = sample();
    request.headers.add("Sec-WebSocket-Protocol", "chat, superchat");
    request.headers.add("Sec-WebSocket-Protocol", "third");
    QVERIFY(!std::get<Acceptance>(judge(request)).response.headers.contains("Sec-WebSocket-Protocol"));
    HandshakePolicy policy;
    std::vector<std::string> seen;
    policy.chooseSubprotocol = [&](const std::vector<std::string_view>& offered) {
        seen.assign(offered.begin(), offered.end());
        return std::string("superchat");
    };
    const auto chosen = std::get<Acceptance>(judge(request, policy));
    QVERIFY((seen == std::vector<std::string>{"chat", "superchat", "third"}));
    QCOMPARE(chosen.subprotocol, std::string("superchat"));
    QCOMPARE(chosen.response.headers.value("Sec-WebSocket-Protocol"), std::string_view("superchat"));
    policy.chooseSubprotocol = [](const auto&) { return std::string("not offered"); };
    QCOMPARE(std::get<Acceptance>(judge(request, policy)).subprotocol, std::string());
}

void HandshakeTest::keys()
{
    QCOMPARE(acceptFor(sampleKey), std::string(sampleAccept));
    const std::string key = newKey();
    QVERIFY(isKey(key));
    QVERIFY(key != newKey());
}

void HandshakeTest::clientRequest()
{
    ClientHandshake handshake = offer();
    handshake.origin = "http://127.0.0.1:8000";
    handshake.headers = {{"Cookie", "a=1"}};
    const http::RequestHead request = requestOf(handshake);
    QCOMPARE(request.target, std::string("/ws"));
    QCOMPARE(request.headers.value("Sec-WebSocket-Protocol"), std::string_view("chat, superchat"));
    QCOMPARE(request.headers.value("Cookie"), std::string_view("a=1"));
    QVERIFY(std::holds_alternative<Acceptance>(judge(request)));
}

void HandshakeTest::clientChecks_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("rule"); // -1: none
    const auto row = [](const char* name, const char* field, const char* value, int rule) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(value) << rule;
    };
    const auto at = [](HandshakeRule rule) { return static_cast<int>(rule); };
    row("agreed", "X", "y", -1);
    row("in capitals", "Upgrade", "WebSocket", -1);
    row("no upgrade", "Upgrade", nullptr, at(HandshakeRule::Upgrade));
    row("no connection", "Connection", nullptr, at(HandshakeRule::Connection));
    row("close", "Connection", "close", at(HandshakeRule::Connection));
    row("no accept", "Sec-WebSocket-Accept", nullptr, at(HandshakeRule::Accept));
    row("wrong accept", "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOO=", at(HandshakeRule::Accept));
    row("subprotocol", "Sec-WebSocket-Protocol", "chat", -1);
    row("subprotocol not offered", "Sec-WebSocket-Protocol", "Chat", at(HandshakeRule::Subprotocol));
    row("extension", "Sec-WebSocket-Extensions", "permessage-deflate; server_no_context_takeover",
        at(HandshakeRule::Extension));
    row("no extension", "Sec-WebSocket-Extensions", "", -1);
}

void HandshakeTest::clientChecks()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, value);
    QFETCH(const int, rule);
    http::ResponseHead response = agreed();
    if (value.isNull())
        response.headers.remove(field.toStdString());
    else
        response.headers.set(field.toStdString(), value.toStdString());
    const auto fault = check(response, offer());
    QCOMPARE(fault ? static_cast<int>(fault->rule) : -1, rule);
    QVERIFY(!fault || (fault->sentence.ends_with('.') && fault->sentence.size() < 400));
    response.status = 404;
    QCOMPARE(check(response, offer())->rule, HandshakeRule::Status);
}

void HandshakeTest::ownHeadersCannotBeSmuggled()
{
    for (const char* name :
         {"Host", "upgrade", "CONNECTION", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Content-Length",
          "Transfer-Encoding", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "", "a b", "a:", "a\r\nHost", "ü"})
        QVERIFY2(!whyNotHeader(name, "x").empty(), name);
    QVERIFY(!whyNotHeader("X", "a\r\nHost: b").empty());
    QVERIFY(!whyNotHeader("X", "a\nb").empty());
    QVERIFY(!whyNotHeader("X", std::string("a\0b", 3)).empty());
    for (const char* name : {"Cookie", "Authorization", "Origin", "X-Anything", "User-Agent"})
        QVERIFY2(whyNotHeader(name, "a; b=\"ü\"").empty(), name);
}

WINDSOCK_TEST(HandshakeTest)
#include "handshaketest.moc"
