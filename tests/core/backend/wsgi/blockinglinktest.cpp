// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A WSGI application on the I/O thread's own turn, behind the whole server: its answers, its failures, and that an echo
// waits for it, which it does for no application in a process beside the loop.
#include "core/backend/wsgi/wsgicontainer.h"
#include "tests/core/backend/wsgi/wsgisite.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <thread>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::test;
using backend::BlockingLimit;

namespace {

const char* const program = R"py(
import os, signal, time

TEXT = [("Content-Type", "text/plain")]

def hello(environ, start):
    start("200 OK", TEXT + [("X-Method", environ["REQUEST_METHOD"])])
    return [b"hello " + environ.get("QUERY_STRING", "").encode()]

def stream(environ, start):
    start("200 OK", TEXT)
    for piece in (b"one ", b"two ", b"three"):
        yield piece

def big(environ, start):
    start("200 OK", TEXT)
    return [b"x" * 5000000]

def upload(environ, start):
    body = environ["wsgi.input"].read()
    start("200 OK", TEXT)
    return [("%d %s" % (len(body), environ["CONTENT_LENGTH"])).encode()]

def nothing(environ, start):
    start("204 No Content", [])
    return []

def raises(environ, start):
    raise ValueError("as asked")

def dies(environ, start):
    os.kill(os.getpid(), signal.SIGKILL)

def dies_in_the_middle(environ, start):
    start("200 OK", TEXT)
    yield b"begun"
    os.kill(os.getpid(), signal.SIGKILL)

def sockets(environ, start):
    count = 0
    for name in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink("/proc/self/fd/" + name).startswith("socket:")
        except OSError:  # listdir's own
            pass
    start("200 OK", TEXT)
    return [str(count).encode()]

def holds(environ, start):
    open("entered", "w").close()
    while not os.path.exists("go"):
        time.sleep(0.005)
    start("200 OK", TEXT)
    return [b"held"]

def slow(environ, start):
    open("entered", "w").close()
    time.sleep(0.3)
    open("left", "w").close()
    start("200 OK", TEXT)
    return [b"slow"]

def application(environ, start):
    return globals()[environ["PATH_INFO"].strip("/")](environ, start)
)py";

/// One I/O thread, with an echo at /ws; whether the application runs on its turn is the test's to say.
class OneLoopSite : public TestSite
{
public:
    OneLoopSite(const AppFolder& folder, std::optional<BlockingLimit> onLoop)
        : TestSite([&](TestSite& site) { return routes(site, folder, std::move(onLoop)); })
    {
    }

    bool serving() const { return backend->status().workers == 1; }

private:
    static std::vector<web::Route> routes(TestSite& site, const AppFolder& folder, std::optional<BlockingLimit> onLoop)
    {
        backend::WsgiOptions options = WsgiSite::options(folder);
        options.onLoop = std::move(onLoop);
        site.backend = std::make_shared<backend::WsgiContainer>(options, site.journal);
        return {route("/ws", echoFactory()), route(".*", fallbackFactory(site.backend), journal::Source::Wsgi)};
    }
};

/// An open WebSocket.
class EchoPeer
{
public:
    explicit EchoPeer(std::uint16_t port)
        : m_socket(RawSocket::connectTo(port))
    {
        m_socket.send("GET /ws HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        m_open = m_socket.receiveUntil("\r\n\r\n").starts_with("HTTP/1.1 101 ");
    }

    bool open() const { return m_open; }
    /// Whether it came back.
    bool echo()
    {
        m_socket.send(std::string_view("\x81\x82\0\0\0\0hi", 8));
        return m_socket.receiveUntil("hi").ends_with("hi");
    }

private:
    RawSocket m_socket;
    bool m_open = false;
};

void askFor(HttpPeer& peer, const std::string& target)
{
    peer.send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
}

} // namespace

class BlockingLinkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void answers();
    void headAndNoContent();
    void answersInPiecesComeWhole();
    void bigBody();
    void uploads_data();
    void uploads();
    void exceptionIsAnswered();
    void theWorkersConnectionIsKept();
    void manyClients();
    void workerThatDies_data();
    void workerThatDies();
    void workerThatNeverAnswers();
    void theWaitCanBeEnded();
    void theServerEndsWithRequestsInTheQueue();
    void clientThatLeft();
    void anEchoWaits();
    void anEchoBesideTheLoopDoesNot();
    void startsLater();

private:
    std::uint16_t port() const { return m_site->port(); }

    std::unique_ptr<AppFolder> m_folder;
    std::unique_ptr<OneLoopSite> m_site;
};

void BlockingLinkTest::initTestCase()
{
    m_folder = std::make_unique<AppFolder>(program);
    m_site = std::make_unique<OneLoopSite>(*m_folder, BlockingLimit{});
    QTRY_VERIFY_WITH_TIMEOUT(m_site->serving(), startLimit);
}

void BlockingLinkTest::cleanupTestCase()
{
    m_site.reset();
    m_folder.reset();
}

void BlockingLinkTest::answers()
{
    HttpPeer peer(port());
    for (const std::string query : {"a", "b", "c"}) {
        const Answer answer = peer.get("/hello?" + query);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "hello " + query);
        QVERIFY(answer.headers.value("X-Method") == "GET");
    }
    QTRY_VERIFY(m_site->ended("/hello?c"));
    const journal::Phases phases = m_site->outcome("/hello?c")->phases;
    QVERIFY(phases.leased >= phases.head && phases.firstByte >= phases.leased && phases.lastByte >= phases.firstByte);
}

void BlockingLinkTest::headAndNoContent()
{
    HttpPeer peer(port());
    const Answer head = peer.ask("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n", true);
    QCOMPARE(head.status, 200);
    QVERIFY(head.headers.value("X-Method") == "HEAD");
    QCOMPARE(peer.get("/nothing").status, 204);
    QCOMPARE(peer.get("/hello?still").body, std::string("hello still"));
}

void BlockingLinkTest::answersInPiecesComeWhole()
{
    const Answer answer = fetch(port(), "/stream");
    QCOMPARE(answer.body, std::string("one two three"));
    QVERIFY(answer.headers.value("Content-Length") == "13"); // as in Tornado, which gathers it too
}

void BlockingLinkTest::bigBody()
{
    const Answer answer = fetch(port(), "/big");
    QCOMPARE(answer.body.size(), std::size_t(5'000'000));
}

void BlockingLinkTest::uploads_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("chunked");
    QTest::newRow("empty") << 0 << false;
    QTest::newRow("small") << 8 << false;
    QTest::newRow("beyond the memory") << 3'000'000 << false;
    QTest::newRow("in chunks") << 100'000 << true;
}

void BlockingLinkTest::uploads()
{
    QFETCH(int, size);
    QFETCH(bool, chunked);
    const std::string body(static_cast<std::size_t>(size), 'u');
    const std::string length = std::to_string(size);
    HttpPeer peer(port());
    peer.send("POST /upload HTTP/1.1\r\nHost: t\r\n");
    if (chunked)
        peer.send("Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + body + "\r\n0\r\n\r\n");
    else
        peer.send("Content-Length: " + length + "\r\n\r\n" + body);
    QCOMPARE(peer.answer().body, length + " " + length);
}

void BlockingLinkTest::exceptionIsAnswered()
{
    QCOMPARE(fetch(port(), "/raises").status, 500);
    QTRY_VERIFY(m_site->said("/raises", journal::Channel::Traceback).find("as asked") != std::string::npos);
    QCOMPARE(fetch(port(), "/hello?on").body, std::string("hello on"));
}

void BlockingLinkTest::theWorkersConnectionIsKept()
{
    const std::string before = fetch(port(), "/sockets").body;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fetch(port(), "/hello").status, 200);
    QCOMPARE(fetch(port(), "/sockets").body, before);
}

void BlockingLinkTest::manyClients()
{
    std::vector<std::unique_ptr<HttpPeer>> peers;
    for (int i = 0; i < 30; ++i)
        peers.push_back(std::make_unique<HttpPeer>(port()));
    for (int i = 0; i < 30; ++i)
        askFor(*peers[static_cast<std::size_t>(i)], "/hello?" + std::to_string(i));
    for (int i = 0; i < 30; ++i)
        QCOMPARE(peers[static_cast<std::size_t>(i)]->answer().body, "hello " + std::to_string(i));
}

void BlockingLinkTest::workerThatDies_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("at once") << QStringLiteral("/dies");
    QTest::newRow("in the middle") << QStringLiteral("/dies_in_the_middle");
}

void BlockingLinkTest::workerThatDies()
{
    QFETCH(QString, target);
    QTRY_VERIFY_WITH_TIMEOUT(m_site->serving(), startLimit);
    const std::string path = target.toStdString();
    QCOMPARE(fetch(port(), path).status, 502);
    QTRY_VERIFY(m_site->ended(path));
    const std::string failure = m_site->outcome(path)->failure;
    QVERIFY2(failure.find(" ended without an answer: ") != std::string::npos, failure.c_str());
    QCOMPARE(fetch(port(), "/hello?next").body, std::string("hello next")); // the next worker's
}

void BlockingLinkTest::workerThatNeverAnswers()
{
    const AppFolder folder(program);
    OneLoopSite site(folder, BlockingLimit{.time = 200ms});
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(), startLimit);
    QCOMPARE(fetch(site.port(), "/holds").status, 504);
    QTRY_VERIFY(site.ended("/holds"));
    const std::string failure = site.outcome("/holds")->failure;
    QVERIFY2(failure.ends_with(" gave no answer: It was not there within 200 ms."), failure.c_str());
    folder.raise("go");
    QTRY_COMPARE(fetch(site.port(), "/hello?on").body, std::string("hello on"));
}

void BlockingLinkTest::theWaitCanBeEnded()
{
    const AppFolder folder(program);
    std::stop_source stop;
    OneLoopSite site(folder, BlockingLimit{.time = 60s, .stop = stop.get_token()});
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(), startLimit);
    HttpPeer peer(site.port());
    askFor(peer, "/holds");
    QTRY_VERIFY(folder.raised("entered"));
    stop.request_stop();
    QCOMPARE(peer.answer().status, 502);
    folder.raise("go");
}

void BlockingLinkTest::theServerEndsWithRequestsInTheQueue()
{
    const AppFolder folder(program);
    auto site = std::make_unique<OneLoopSite>(folder, BlockingLimit{});
    QTRY_VERIFY_WITH_TIMEOUT(site->serving(), startLimit);
    std::vector<std::unique_ptr<HttpPeer>> peers;
    for (int i = 0; i < 10; ++i) {
        peers.push_back(std::make_unique<HttpPeer>(site->port()));
        askFor(*peers.back(), "/holds");
    }
    QTRY_VERIFY(folder.raised("entered"));
    // The server's end is to stand in the loop's queue before what the next turn reads; if it came later, that would be
    // another test, which passes too.
    std::thread later([&] {
        std::this_thread::sleep_for(100ms);
        folder.raise("go");
    });
    site.reset(); // those who have not been asked go with it
    later.join();
}

void BlockingLinkTest::clientThatLeft()
{
    const AppFolder folder(program);
    OneLoopSite site(folder, BlockingLimit{});
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(), startLimit);
    {
        HttpPeer peer(site.port());
        askFor(peer, "/holds");
        QTRY_VERIFY(folder.raised("entered"));
        peer.socket().reset();
    }
    folder.raise("go");
    QCOMPARE(fetch(site.port(), "/hello?on").body, std::string("hello on"));
}

void BlockingLinkTest::anEchoWaits()
{
    EchoPeer echo(port());
    QVERIFY(echo.open() && echo.echo());
    m_folder->lower("left");
    HttpPeer peer(port());
    askFor(peer, "/slow");
    QTRY_VERIFY(m_folder->raised("entered"));
    QVERIFY(echo.echo());
    QVERIFY(m_folder->raised("left")); // not before the page was done
    QCOMPARE(peer.answer().body, std::string("slow"));
}

void BlockingLinkTest::anEchoBesideTheLoopDoesNot()
{
    const AppFolder folder(program);
    OneLoopSite site(folder, std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(), startLimit);
    EchoPeer echo(site.port());
    QVERIFY(echo.open());
    HttpPeer peer(site.port());
    askFor(peer, "/holds");
    QTRY_VERIFY(folder.raised("entered"));
    QVERIFY(echo.echo()); // while the page is held, which ends only now
    folder.raise("go");
    QCOMPARE(peer.answer().body, std::string("held"));
}

void BlockingLinkTest::startsLater()
{
    // A worker that is not up yet is waited for beside the loop: nothing of the application runs.
    const AppFolder folder(QByteArray("import os, time\nwhile not os.path.exists('start'):\n    time.sleep(0.005)\n") +
                           program);
    OneLoopSite site(folder, BlockingLimit{});
    HttpPeer peer(site.port());
    askFor(peer, "/hello?late");
    QTRY_VERIFY(site.row("/hello?late").begun);
    EchoPeer echo(site.port());
    QVERIFY(echo.open() && echo.echo());
    folder.raise("start");
    QCOMPARE(peer.answer().body, std::string("hello late"));
}

WINDSOCK_TEST(BlockingLinkTest)
#include "blockinglinktest.moc"
