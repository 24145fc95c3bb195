// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WSGI applications behind the whole server: answers, streams both ways, back-pressure, and what they print.
#include "core/backend/wsgi/wsgicontainer.h"
#include "tests/core/backend/wsgi/wsgisite.h"
#include "tests/support/testregistry.h"

#include <QCryptographicHash>
#include <QTest>

#include <poll.h>
#include <sys/socket.h>

using namespace windsock;
using namespace windsock::test;
using journal::Channel;

namespace {

// Each path is a function; signs are files in the working folder.
const char* const program = R"py(
import hashlib, os, sys, time

def wait_for(sign):
    while not os.path.exists(sign):
        time.sleep(0.005)

def sign(name):
    open(name, "w").close()

def hello(environ, start):
    start("200 OK", [("Content-Type", "text/plain"), ("X-Method", environ["REQUEST_METHOD"])])
    return [b"hello " + environ.get("QUERY_STRING", "").encode()]

def environ_of(environ, start):
    keys = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "SERVER_NAME", "CONTENT_LENGTH",
            "CONTENT_TYPE", "HTTP_X_TEST", "wsgi.url_scheme")
    start("200 OK", [("Content-Type", "text/plain")])
    return ["\n".join("%s=%s" % (key, environ.get(key)) for key in keys).encode("latin-1")]

def stream(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    yield b"one "
    wait_for("second")
    yield b"two "
    wait_for("third")
    yield b"three"

def upload(environ, start):
    if environ.get("QUERY_STRING"):
        wait_for(environ["QUERY_STRING"])
    digest, size = hashlib.sha1(), 0
    for piece in iter(lambda: environ["wsgi.input"].read(65536), b""):
        digest.update(piece)
        size += len(piece)
    start("200 OK", [("Content-Type", "text/plain")])
    return [("%d %s %s" % (size, digest.hexdigest(), environ["CONTENT_LENGTH"])).encode()]

def unread(environ, start):
    start("413 No Room", [("Content-Type", "text/plain")])
    return [b"not read"]

def big(environ, start):
    start("200 OK", [("Content-Type", "application/octet-stream")])
    for number in range(512):
        with open("progress", "w") as progress:
            progress.write(str(number))
        yield b"%c" % (number % 251) * 65536

def says(environ, start):
    print("to stdout")
    sys.stderr.write("to stderr\n")
    environ["wsgi.errors"].write("to errors\n")
    start("200 OK", [])
    return [b"said"]

def raises(environ, start):
    raise ValueError("as asked")

def raises_late(environ, start):
    start("200 OK", [("Content-Length", "100")])
    yield b"begun"
    raise ValueError("too late")

def nothing(environ, start):
    start("204 No Content", [])
    return []

def application(environ, start):
    return globals()[environ["PATH_INFO"].strip("/")](environ, start)
)py";

} // namespace

class WsgiContainerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void status();
    void answers();
    void environ();
    void keepAlive();
    void headAndNoContent();
    void streams();
    void uploads_data();
    void uploads();
    void uploadThatIsNotRead();
    void expectContinue();
    void slowReaderHoldsTheApplicationBack();
    void slowApplicationHoldsTheClientBack();
    void outputBelongsToItsExchange();
    void tracebackBelongsToItsExchange();
    void exceptionAfterTheHead();
    void phases();
    void manyAtOnce();

private:
    std::uint16_t port() const { return m_site->port(); }

    std::unique_ptr<AppFolder> m_folder;
    std::unique_ptr<WsgiSite> m_site;
};

void WsgiContainerTest::initTestCase()
{
    m_folder = std::make_unique<AppFolder>(program);
    m_site = std::make_unique<WsgiSite>(*m_folder, 2);
    QTRY_VERIFY_WITH_TIMEOUT(m_site->serving(2), startLimit);
}

void WsgiContainerTest::cleanupTestCase()
{
    m_site.reset();
}

void WsgiContainerTest::status()
{
    const auto status = m_site->backend->status();
    QVERIFY(QByteArray::fromStdString(status.label).startsWith("app:application · Python 3."));
    QCOMPARE(status.threadsPerWorker, 1);
    QVERIFY(status.error.empty() && status.staticFolders.empty() && status.unappliedMigrations.empty());
    QCOMPARE(m_site->backend->kind(), std::string("wsgi"));
}

void WsgiContainerTest::answers()
{
    const Answer answer = fetch(port(), "/hello?x=1");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("hello x=1"));
    QCOMPARE(answer.headers.value("X-Method"), std::string_view("GET"));
    QTRY_VERIFY(m_site->outcome("/hello?x=1"));
    const auto row = m_site->row("/hello?x=1");
    QCOMPARE(row.begun->source, journal::Source::Wsgi);
    QCOMPARE(row.begun->route, std::string(".*"));
    QCOMPARE(row.outcome->responseBody.text(), std::string_view("hello x=1"));
}

void WsgiContainerTest::environ()
{
    HttpPeer peer(port());
    const Answer answer =
        peer.ask("POST /environ_of?a=%20b HTTP/1.1\r\nHost: somewhere\r\nX-Test: one\r\nX-Test: two\r\n"
                 "Content-Type: text/x\r\nContent-Length: 3\r\n\r\nabc");
    QCOMPARE(answer.body,
             std::string("REQUEST_METHOD=POST\nPATH_INFO=/environ_of\nQUERY_STRING=a=%20b\nREMOTE_ADDR=127.0.0.1\n"
                         "SERVER_NAME=127.0.0.1\nCONTENT_LENGTH=3\nCONTENT_TYPE=text/x\nHTTP_X_TEST=one,two\n"
                         "wsgi.url_scheme=http"));
}

void WsgiContainerTest::keepAlive()
{
    HttpPeer peer(port());
    for (int i = 0; i < 20; ++i)
        QCOMPARE(peer.get("/hello?" + std::to_string(i)).body, "hello " + std::to_string(i));
}

void WsgiContainerTest::headAndNoContent()
{
    HttpPeer peer(port());
    const Answer head = peer.ask("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("X-Method"), std::string_view("HEAD"));
    const Answer none = peer.get("/nothing");
    QCOMPARE(none.status, 204);
    QVERIFY(!none.headers.contains("Content-Length") && !none.headers.contains("Transfer-Encoding"));
    QCOMPARE(peer.get("/hello").body, std::string("hello "));
}

void WsgiContainerTest::streams()
{
    HttpPeer peer(port());
    peer.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n");
    std::string received = peer.socket().receiveUntil("one ");
    QVERIFY(received.find("Transfer-Encoding: chunked") != std::string::npos);
    m_folder->raise("second"); // only now does the application go on
    received = peer.socket().receiveUntil("two ");
    QVERIFY(received.find("two ") != std::string::npos);
    m_folder->raise("third");
    QVERIFY(peer.socket().receiveUntil("0\r\n\r\n").find("three") != std::string::npos);
    QTRY_VERIFY(m_site->outcome("/stream"));
    QCOMPARE(m_site->outcome("/stream")->responseBody.text(), std::string_view("one two three"));
}

void WsgiContainerTest::uploads_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("size");
    for (const bool chunked : {false, true}) {
        for (const int size : {0, 1, 70'000, 3'000'000})
            QTest::addRow("%d bytes, %s", size, chunked ? "chunked" : "with length") << chunked << size;
    }
}

void WsgiContainerTest::uploads()
{
    QFETCH(bool, chunked);
    QFETCH(int, size);
    const std::string body(static_cast<std::size_t>(size), 'u');
    HttpPeer peer(port());
    peer.send("POST /upload HTTP/1.1\r\nHost: t\r\n");
    if (!chunked)
        peer.send("Content-Length: " + std::to_string(size) + "\r\n\r\n" + body);
    else
        peer.send("Transfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; chunked && at < body.size(); at += 50'000) {
        const std::string piece = body.substr(at, 50'000);
        peer.send(QByteArray::number(piece.size(), 16).toStdString() + "\r\n" + piece + "\r\n");
    }
    if (chunked)
        peer.send("0\r\n\r\n");
    const QByteArray hash =
        QCryptographicHash::hash(QByteArrayView(body.data(), size), QCryptographicHash::Sha1).toHex();
    QCOMPARE(peer.answer().body, std::to_string(size) + " " + hash.toStdString() + " " + std::to_string(size));
    QCOMPARE(peer.get("/hello").status, 200);
}

void WsgiContainerTest::uploadThatIsNotRead()
{
    HttpPeer peer(port());
    peer.send("POST /unread HTTP/1.1\r\nHost: t\r\nContent-Length: 200000\r\n\r\n" + std::string(200'000, 'x'));
    QCOMPARE(peer.answer().body, std::string("not read"));
    QCOMPARE(fetch(port(), "/hello").status, 200);
    QCOMPARE(fetch(port(), "/hello").status, 200); // both workers
}

void WsgiContainerTest::expectContinue()
{
    HttpPeer peer(port());
    peer.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(peer.answer().status, 100);
    peer.send("hello");
    const Answer answer = peer.answer();
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.starts_with("5 "));
}

void WsgiContainerTest::slowReaderHoldsTheApplicationBack()
{
    HttpPeer peer(port(), 4096);
    peer.send("GET /big HTTP/1.1\r\nHost: t\r\n\r\n");
    QByteArray last;
    const auto stands = [&] {
        // The same number at two looks that are a while apart: it waits for us.
        QFile progress(m_folder->path() + QStringLiteral("/progress"));
        const QByteArray now = progress.open(QIODevice::ReadOnly) ? progress.readAll() : QByteArray();
        const bool same = !now.isEmpty() && now == last;
        last = now;
        if (!same)
            QTest::qWait(100);
        return same;
    };
    QTRY_VERIFY_WITH_TIMEOUT(stands(), startLimit);
    QVERIFY2(last.toInt() < 511, last.constData()); // of 32 MiB not all was asked for
    const Answer answer = peer.answer();
    QCOMPARE(answer.body.size(), std::size_t(512 * 65536));
    for (std::size_t i = 0; i < 512; ++i)
        QVERIFY(answer.body[i * 65536] == static_cast<char>(i % 251) &&
                answer.body[i * 65536 + 65535] == static_cast<char>(i % 251));
}

void WsgiContainerTest::slowApplicationHoldsTheClientBack()
{
    constexpr std::size_t size = 48 << 20;
    const std::string piece(1 << 20, 'x');
    HttpPeer peer(port());
    peer.send("POST /upload?now HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
    // As much as is taken without waiting, until nothing is for a while.
    const int descriptor = peer.socket().descriptor();
    pollfd writable{descriptor, POLLOUT, 0};
    std::size_t sent = 0;
    while (sent != size && ::poll(&writable, 1, 300) == 1) {
        const ssize_t taken = ::send(descriptor, piece.data(), std::min(piece.size(), size - sent), MSG_DONTWAIT);
        sent += taken > 0 ? static_cast<std::size_t>(taken) : 0;
    }
    QVERIFY2(sent < size, "all of it was taken though nobody reads it");
    m_folder->raise("now");
    while (sent < size) {
        const std::size_t more = std::min(piece.size(), size - sent);
        peer.send(std::string_view(piece).substr(0, more));
        sent += more;
    }
    QVERIFY(peer.answer().body.starts_with(std::to_string(size) + " "));
}

void WsgiContainerTest::outputBelongsToItsExchange()
{
    QCOMPARE(fetch(port(), "/says").body, std::string("said"));
    QTRY_COMPARE(m_site->said("/says", Channel::Stdout), std::string("to stdout"));
    QTRY_COMPARE(m_site->said("/says", Channel::Stderr), std::string("to stderr\nto errors"));
}

void WsgiContainerTest::tracebackBelongsToItsExchange()
{
    const Answer answer = fetch(port(), "/raises");
    QCOMPARE(answer.status, 500);
    QVERIFY(answer.body.find("as asked") == std::string::npos); // not for the client's eyes
    QTRY_VERIFY(m_site->said("/raises", Channel::Traceback).ends_with("ValueError: as asked"));
    QVERIFY(m_site->said("/raises", Channel::Traceback).starts_with("Traceback"));
    for (const auto& line : m_site->row("/raises").lines)
        QCOMPARE(line->level, journal::Level::Error);
}

void WsgiContainerTest::exceptionAfterTheHead()
{
    const Answer answer = fetch(port(), "/raises_late");
    QCOMPARE(answer.status, 0); // cut: a whole answer would be a lie
    QTRY_VERIFY(m_site->outcome("/raises_late"));
    QVERIFY(m_site->outcome("/raises_late")->failure.find("broke its answer off") != std::string::npos);
    QTRY_VERIFY(m_site->said("/raises_late", Channel::Traceback).ends_with("too late"));
    QCOMPARE(fetch(port(), "/hello").status, 200);
}

void WsgiContainerTest::phases()
{
    fetch(port(), "/hello?phases");
    QTRY_VERIFY(m_site->outcome("/hello?phases"));
    const journal::Phases phases = m_site->outcome("/hello?phases")->phases;
    QVERIFY(phases.head <= phases.leased && phases.leased <= phases.firstByte);
    QVERIFY(phases.firstByte <= phases.lastByte && phases.lastByte <= phases.written);
    QVERIFY(phases.leased != Monotonic());
}

void WsgiContainerTest::manyAtOnce()
{
    std::vector<HttpPeer> peers;
    for (int i = 0; i < 40; ++i) {
        peers.emplace_back(port());
        peers.back().send("GET /hello?" + std::to_string(i) + " HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    for (std::size_t i = 0; i < peers.size(); ++i)
        QCOMPARE(peers[i].answer().body, "hello " + std::to_string(i));
}

WINDSOCK_TEST(WsgiContainerTest)
#include "wsgicontainertest.moc"
