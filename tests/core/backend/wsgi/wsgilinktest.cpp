// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An exchange's way to a worker that the test plays itself, so that each moment can be chosen: slots, connections that
// are used again, clients that leave, answers nobody hears.
#include "core/backend/wsgi/wsgilink.h"
#include "core/backend/wsgi/spool.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

#include <sys/socket.h>
#include <sys/un.h>

using namespace windsock;
using namespace windsock::backend;
using windsock::test::EventLog;
using windsock::test::RawSocket;

namespace {

/// The other end of the answer; lives on the I/O thread, its log and its clog are for any.
class Client final : public Responder
{
public:
    explicit Client(EventLog& events)
        : m_log(events)
    {
    }

    void leased() override { m_log.add("leased"); }
    void respond(http::ResponseHead head, std::string_view) override
    {
        m_log.add("respond " + std::to_string(head.status));
    }
    void responseHead(http::ResponseHead head, std::optional<std::uint64_t>) override
    {
        m_log.add("head " + std::to_string(head.status));
    }
    void responseBody(std::string_view bytes) override { m_log.add("body " + std::string(bytes)); }
    void responseEnded() override { m_log.add("end"); }
    void failed(int status, const std::string& reason) override
    {
        m_log.add("failed " + std::to_string(status) + " " + reason);
    }
    void protocolSwitched(http::ResponseHead, http::DetachedStream) override { m_log.add("switched"); }
    std::size_t unsent() const override { return clogged ? 1 << 30 : 0; }
    void pauseRequest(bool on) override { m_log.add(on ? "pause" : "go on"); }

    std::atomic<bool> clogged = false;

private:
    EventLog& m_log;
};

const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const std::string begunAnswer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
const std::string nextPiece = "5\r\nworld\r\n";

} // namespace

class WsgiLinkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void asksTheWorker();
    void usesTheConnectionAgain();
    void doesNotUseAClosedConnection();
    void slowUploadHoldsNoSlot();
    void largeBodyIsStreamed();
    void chunkedIsSpooled();
    void workerEndsWithoutAnAnswer();
    void workerEndsInTheMiddle();
    void workerIsNotThere();
    void answerWithoutAnEnd();
    void leavesWhileTheWorkerIsAtIt();
    void leavesAnEndlessAnswer();
    void leavesWithThePausedAnswerInHand();
    void leavesInMidUpload();
    void leavesInMidUploadToAWorkerThatGoesOn();
    void leavesInMidUploadAnAnswerThatHasBegun();
    void leavesTheQueue();
    void linkThatGoesGivesItsSlotsBack();

private:
    void listen(const char* name = "w");
    void open(http::RequestHead head, http::Framing framing = {});
    void get() { open({"GET", "/x", http::Version::Http11, {{"Host", "h"}}}); }
    /// Announces so many bytes.
    void post(std::uint64_t length)
    {
        open({"POST", "/x", http::Version::Http11, {{"Host", "h"}, {"Content-Length", std::to_string(length)}}},
             {http::Framing::Kind::Length, length});
    }
    /// Eight bytes more than are gathered, and sends all but them.
    void postLarge()
    {
        post(Spool::memoryLimit + 8);
        body(std::string(Spool::memoryLimit, 'g'));
    }
    void leave()
    {
        m_thread->call([this] { m_exchange.reset(); });
    }
    void body(std::string_view bytes)
    {
        m_thread->call([&] { m_exchange->bodyReceived(bytes); });
    }
    void requestEnd()
    {
        m_thread->call([this] { m_exchange->requestEnded(); });
    }
    RawSocket accept()
    {
        return RawSocket(net::FileDescriptor(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)));
    }
    /// The worker's end, when what was gathered has arrived there.
    RawSocket acceptLarge()
    {
        RawSocket worker = accept();
        std::string received = worker.receiveUntil("\r\n\r\n");
        received.erase(0, received.find("\r\n\r\n") + 4);
        worker.receiveExactly(Spool::memoryLimit - received.size());
        return worker;
    }
    /// Takes the slot when it is free.
    bool takeSlot() { return m_broker->tryLease().has_value(); }
    bool slotIsFree()
    {
        const bool free = takeSlot();
        if (free)
            m_broker->release({1});
        return free;
    }

    QTemporaryDir m_dir;
    net::FileDescriptor m_listener;
    std::unique_ptr<SlotBroker> m_broker;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<net::IoThread> m_thread;
    std::unique_ptr<WsgiLink> m_link; // on m_thread
    http::RequestHead m_head;
    std::unique_ptr<BackendExchange> m_exchange; // on m_thread
};

void WsgiLinkTest::listen(const char* name)
{
    m_listener = net::FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = m_dir.filePath(QString::fromLatin1(name)).toLocal8Bit();
    QVERIFY(static_cast<std::size_t>(path.size()) < sizeof address.sun_path);
    std::copy(path.begin(), path.end(), address.sun_path);
    ::unlink(path.constData());
    QCOMPARE(::bind(m_listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    QCOMPARE(::listen(m_listener.get(), 8), 0);
    const timeval limit{5, 0};
    ::setsockopt(m_listener.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

void WsgiLinkTest::init()
{
    listen();
    m_broker = std::make_unique<SlotBroker>();
    m_broker->setRetry([] {});
    m_broker->addWorker({1}, {m_dir.filePath(QStringLiteral("w")).toStdString(), 0}, 4242, 1);
    m_log = std::make_unique<EventLog>();
    m_client = std::make_unique<Client>(*m_log);
    m_thread = std::make_unique<net::IoThread>(QStringLiteral("link"));
    m_link = m_thread->call([this] { return std::make_unique<WsgiLink>(m_thread->loop(), *m_broker); });
}

void WsgiLinkTest::cleanup()
{
    m_thread->call([this] {
        m_exchange.reset();
        m_link.reset();
    });
    m_thread.reset();
}

void WsgiLinkTest::open(http::RequestHead head, http::Framing framing)
{
    m_thread->call([&] {
        m_exchange.reset();
        m_head = std::move(head);
        const BackendRequest request{{7}, m_head, framing, {"127.0.0.1", 40000}, {"127.0.0.1", 8000}, "http"};
        m_exchange = m_link->open(request, *m_client);
        m_exchange->start();
    });
}

void WsgiLinkTest::asksTheWorker()
{
    get();
    RawSocket worker = accept();
    QCOMPARE(worker.receiveUntil("\r\n\r\n"),
             std::string("WINDSOCK/1 7 http 127.0.0.1 40000 127.0.0.1 8000\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n"));
    QVERIFY(!slotIsFree());
    worker.send(answer);
    QVERIFY(m_log->wait("end"));
    QCOMPARE(m_log->text(), QByteArray("leased head 200 body hello end"));
    QVERIFY(slotIsFree());
}

void WsgiLinkTest::usesTheConnectionAgain()
{
    get();
    RawSocket worker = accept();
    for (int i = 0; i < 3; ++i) {
        worker.receiveUntil("\r\n\r\n");
        worker.send(answer);
        QVERIFY(m_log->waitForCount(static_cast<std::size_t>(4 * i + 4)));
        get();
    }
    QVERIFY(!worker.receiveUntil("\r\n\r\n").empty());
}

void WsgiLinkTest::doesNotUseAClosedConnection()
{
    get();
    {
        RawSocket worker = accept();
        worker.receiveUntil("\r\n\r\n");
        worker.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        QVERIFY(m_log->wait("end"));
    }
    get();
    RawSocket again = accept();
    QVERIFY(again.valid());
    QVERIFY(again.receiveUntil("\r\n\r\n").starts_with("WINDSOCK/1 7 "));
}

void WsgiLinkTest::slowUploadHoldsNoSlot()
{
    post(8);
    body("half");
    QVERIFY(slotIsFree());
    body("more");
    QVERIFY(slotIsFree());
    requestEnd();
    RawSocket worker = accept();
    QVERIFY(worker.receiveUntil("halfmore").find("Content-Length: 8\r\n") != std::string::npos);
    worker.send(answer);
    QVERIFY(m_log->wait("end"));
    QCOMPARE(m_log->text(), QByteArray("leased head 200 body hello end"));
}

void WsgiLinkTest::largeBodyIsStreamed()
{
    QVERIFY(takeSlot());
    postLarge();
    QCOMPARE(m_log->text(), QByteArray("pause")); // the rest is read only when there is somebody to read it
    m_broker->release({1});
    RawSocket worker = acceptLarge();
    QVERIFY(m_log->wait("go on"));
    QCOMPARE(m_log->text(), QByteArray("pause leased go on"));
    body("half");
    QCOMPARE(worker.receiveExactly(4), std::string("half"));
    body("more");
    requestEnd();
    QCOMPARE(worker.receiveExactly(4), std::string("more"));
    worker.send(answer);
    QVERIFY(m_log->wait("end"));
}

void WsgiLinkTest::chunkedIsSpooled()
{
    open({"POST", "/x", http::Version::Http11, {{"Host", "h"}, {"Transfer-Encoding", "chunked"}}},
         {http::Framing::Kind::Chunked, 0});
    const std::string large(3'000'000, 'x');
    body(large);
    body("end");
    QVERIFY(slotIsFree()); // none is held while the client is still sending
    requestEnd();
    RawSocket worker = accept();
    std::string received = worker.receiveUntil("\r\n\r\n");
    QVERIFY(received.find("Content-Length: 3000003\r\n") != std::string::npos);
    QVERIFY(received.find("Transfer-Encoding") == std::string::npos);
    received.erase(0, received.find("\r\n\r\n") + 4);
    received += worker.receiveExactly(3'000'003 - received.size());
    QVERIFY(received == large + "end");
    worker.send(answer);
    QVERIFY(m_log->wait("end"));
}

void WsgiLinkTest::workerEndsWithoutAnAnswer()
{
    get();
    accept().receiveUntil("\r\n\r\n");
    QVERIFY(m_log->waitForCount(2));
    QVERIFY2(m_log->text().startsWith("leased failed 502 Worker 4242 gave no answer: "), m_log->text().constData());
    QVERIFY(slotIsFree());
}

void WsgiLinkTest::workerEndsInTheMiddle()
{
    get();
    {
        RawSocket worker = accept();
        worker.receiveUntil("\r\n\r\n");
        worker.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    }
    QVERIFY(m_log->waitForCount(4));
    QVERIFY2(m_log->text().startsWith("leased head 200 body hel failed 502 Worker 4242 broke its answer off: "),
             m_log->text().constData());
    QVERIFY(slotIsFree());
}

void WsgiLinkTest::workerIsNotThere()
{
    // It has closed its door, and is about to end: nothing was sent, so another can have the request.
    m_listener.reset();
    get();
    QTRY_COMPARE(m_log->text(), QByteArray("leased"));
    listen("next");
    m_broker->addWorker({2}, {m_dir.filePath(QStringLiteral("next")).toStdString(), 0}, 4243, 1);
    RawSocket worker = accept();
    worker.receiveUntil("\r\n\r\n");
    worker.send(answer);
    QVERIFY(m_log->wait("end"));
    QCOMPARE(m_log->text(), QByteArray("leased leased head 200 body hello end"));
}

void WsgiLinkTest::answerWithoutAnEnd()
{
    get();
    {
        RawSocket worker = accept();
        worker.receiveUntil("\r\n\r\n");
        worker.send("HTTP/1.1 200 OK\r\n\r\nuntil the close");
    }
    QVERIFY(m_log->wait("end"));
    QCOMPARE(m_log->text(), QByteArray("leased head 200 body until the close end"));
    QVERIFY(slotIsFree());
}

void WsgiLinkTest::leavesWhileTheWorkerIsAtIt()
{
    get();
    RawSocket worker = accept();
    worker.receiveUntil("\r\n\r\n");
    leave();
    QVERIFY(!slotIsFree());        // it cannot be interrupted
    QVERIFY(!worker.send(answer)); // but it learns of it
    QVERIFY(!slotIsFree());
    worker.close();
    QTRY_VERIFY(slotIsFree());
    QCOMPARE(m_log->text(), QByteArray("leased"));
}

void WsgiLinkTest::leavesAnEndlessAnswer()
{
    get();
    RawSocket worker = accept();
    worker.receiveUntil("\r\n\r\n");
    worker.send(begunAnswer);
    QVERIFY(m_log->wait("body hello"));
    leave();
    QVERIFY(!worker.send(nextPiece));
    QVERIFY(!slotIsFree());
    worker.close();
    QTRY_VERIFY(slotIsFree());
}

void WsgiLinkTest::leavesWithThePausedAnswerInHand()
{
    // The client does not read; all of the answer has arrived here, but it was not looked at to its end.
    m_client->clogged = true;
    get();
    RawSocket worker = accept();
    worker.receiveUntil("\r\n\r\n");
    worker.send(begunAnswer + nextPiece + "0\r\n\r\n");
    QVERIFY(m_log->wait("body hello"));
    QVERIFY(!slotIsFree());
    leave();
    QTRY_VERIFY(slotIsFree());
}

void WsgiLinkTest::leavesInMidUpload()
{
    postLarge();
    RawSocket worker = acceptLarge();
    QVERIFY(m_log->wait("go on"));
    body("half");
    leave();
    QCOMPARE(worker.receiveAll(), std::string("half")); // the worker learns of it
    QVERIFY(worker.ended());
    QVERIFY(!slotIsFree()); // and may be at it still
    worker.close();
    QTRY_VERIFY(slotIsFree());
}

void WsgiLinkTest::leavesInMidUploadToAWorkerThatGoesOn()
{
    postLarge();
    RawSocket worker = acceptLarge();
    QVERIFY(m_log->wait("go on"));
    leave();
    worker.send(begunAnswer);
    QTRY_VERIFY(slotIsFree());
    QTRY_VERIFY(!worker.send(nextPiece));
}

void WsgiLinkTest::leavesInMidUploadAnAnswerThatHasBegun()
{
    m_client->clogged = true; // so the answer is paused
    postLarge();
    RawSocket worker = acceptLarge();
    worker.send(begunAnswer);
    QVERIFY(m_log->wait("body hello"));
    leave();
    QTRY_VERIFY(slotIsFree());
    QTRY_VERIFY(!worker.send(nextPiece));
}

void WsgiLinkTest::leavesTheQueue()
{
    QVERIFY(takeSlot());
    get();
    leave();
    m_broker->release({1});
    QVERIFY(slotIsFree());
    QCOMPARE(m_log->text(), QByteArray());
}

void WsgiLinkTest::linkThatGoesGivesItsSlotsBack()
{
    // As when routes are changed while an answer is awaited that nobody will hear.
    get();
    RawSocket worker = accept();
    worker.receiveUntil("\r\n\r\n");
    leave();
    QVERIFY(!slotIsFree());
    m_thread->call([this] { m_link.reset(); });
    QTRY_VERIFY(slotIsFree());
}

WINDSOCK_TEST(WsgiLinkTest)
#include "wsgilinktest.moc"
