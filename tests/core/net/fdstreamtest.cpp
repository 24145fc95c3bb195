// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FdStream on TCP and Unix sockets, each test on both: half closes, resets, back-pressure, and readers that come late.
#include "core/net/fdstream.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using windsock::net::FdStream;
using windsock::net::IoThread;
using windsock::net::Stream;
using windsock::test::EventLog;
using windsock::test::RawSocket;

namespace {

constexpr std::size_t megabyte = 1 << 20;

/// Logs what it is told; keeps what is received. Lives on the stream's thread.
class Recorder final : public Stream::Handler
{
public:
    explicit Recorder(EventLog& log)
        : m_log(log)
    {
    }
    std::string received;

private:
    void bytesReceived(std::string_view bytes) override { received.append(bytes); }
    void endReceived() override { m_log.add("end"); }
    void drained() override { m_log.add("drained"); }
    void closed(const std::string& reason) override { m_log.add(reason.empty() ? "closed" : "closed-with-reason"); }

    EventLog& m_log;
};

std::string pattern(std::size_t size)
{
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<char>('a' + (i * 7 + i / 251) % 26);
    return bytes;
}

} // namespace

class FdStreamTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void receives_data() { kinds(); }
    void receives();
    void aHalfClosedPeerGetsItsAnswer_data() { kinds(); }
    void aHalfClosedPeerGetsItsAnswer();
    void whatThePeerDoesNotTakeIsQueued_data() { kinds(); }
    void whatThePeerDoesNotTakeIsQueued();
    void finComesBehindWhatIsQueued_data() { kinds(); }
    void finComesBehindWhatIsQueued();
    void aPausedReaderReceivesLater_data() { kinds(); }
    void aPausedReaderReceivesLater();
    void aPausedReaderLosesNothingWhenThePeerCloses_data() { kinds(); }
    void aPausedReaderLosesNothingWhenThePeerCloses();
    void aUnixPeerThatDidNotReadAllTakesNothingBack();
    void anAnswerIsReadThoughASendHasFailed();
    void aPeerThatNobodyReads();
    void aPauseInsideACallbackHoldsAtOnce_data() { kinds(); }
    void aPauseInsideACallbackHoldsAtOnce();
    void writingToAPeerThatIsGone_data() { kinds(); }
    void writingToAPeerThatIsGone();
    void anAbortIsToldToNobody_data() { kinds(); }
    void anAbortIsToldToNobody();
    void aMutedStreamWaits_data() { kinds(); }
    void aMutedStreamWaits();
    void aStreamThatCannotGoOnDoesNotSpin_data() { kinds(); }
    void aStreamThatCannotGoOnDoesNotSpin();
    void aResetIsTold();
    void aResetIsToldToAPausedReader();

private:
    static void kinds()
    {
        QTest::addColumn<bool>("tcp");
        QTest::newRow("TCP") << true;
        QTest::newRow("Unix") << false;
    }
    /// Connects, on the kind of socket that the test's row asks for.
    void open();
    void openOn(bool tcp);
    template <class Work>
    auto on(Work work)
    {
        return m_thread->call(std::move(work));
    }
    /// All that epoll has to say at this moment has been said when it returns.
    void settle()
    {
        for (int i = 0; i < 3; ++i)
            on([] {});
    }
    std::string received()
    {
        return on([this] { return m_recorder->received; });
    }

    std::unique_ptr<IoThread> m_thread;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<FdStream> m_stream;
    RawSocket m_peer;
};

void FdStreamTest::init()
{
    m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    m_log = std::make_unique<EventLog>();
    m_recorder = std::make_unique<Recorder>(*m_log);
}

void FdStreamTest::cleanup()
{
    on([this] { m_stream.reset(); });
    m_thread.reset();
    m_peer.close();
}

void FdStreamTest::open()
{
    QFETCH(bool, tcp);
    openOn(tcp);
}

void FdStreamTest::openOn(bool tcp)
{
    auto pair = tcp ? windsock::test::tcpPair() : windsock::test::unixPair();
    m_peer = std::move(pair.second);
    on([&] {
        m_stream = std::make_unique<FdStream>(m_thread->loop(), std::move(pair.first),
                                              windsock::net::Endpoint{"local", 1}, windsock::net::Endpoint{"peer", 2});
        m_stream->setHandler(m_recorder.get());
    });
}

void FdStreamTest::receives()
{
    open();
    const std::string bytes = pattern(megabyte);
    m_peer.send(bytes);
    QTRY_COMPARE(received().size(), bytes.size());
    QCOMPARE(received(), bytes);
    m_peer.finishWriting();
    QVERIFY(m_log->wait("end"));
    QCOMPARE(m_stream->local().host, std::string("local"));
    QCOMPARE(m_stream->peer().host, std::string("peer"));
}

void FdStreamTest::aHalfClosedPeerGetsItsAnswer()
{
    open();
    m_peer.send("question");
    m_peer.finishWriting();
    QVERIFY(m_log->wait("end"));
    QCOMPARE(received(), std::string("question"));
    on([this] {
        m_stream->write("ans");
        m_stream->write("wer");
        m_stream->finishWriting();
        m_stream->write("too late");
    });
    QCOMPARE(m_peer.receiveAll(), std::string("answer"));
    QVERIFY(m_peer.ended());
}

void FdStreamTest::whatThePeerDoesNotTakeIsQueued()
{
    open();
    const std::string bytes = pattern(8 * megabyte);
    const std::size_t unsent = on([&] {
        m_stream->write(std::string_view(bytes).substr(0, 6 * megabyte));
        m_stream->write(std::string_view(bytes).substr(6 * megabyte));
        return m_stream->unsent();
    });
    QVERIFY(unsent > 0);
    QCOMPARE(m_log->text(), QByteArray());
    QVERIFY(m_peer.receiveExactly(bytes.size()) == bytes);
    QVERIFY(m_log->wait("drained"));
    QCOMPARE(on([this] { return m_stream->unsent(); }), std::size_t(0));
    on([this] { m_stream->write("more"); });
    QCOMPARE(m_peer.receiveExactly(4), std::string("more"));
    QCOMPARE(m_log->text(), QByteArray("drained")); // a write that did not queue tells nothing
}

void FdStreamTest::finComesBehindWhatIsQueued()
{
    open();
    const std::string bytes = pattern(8 * megabyte);
    on([&] {
        m_stream->write(bytes);
        m_stream->finishWriting();
    });
    QVERIFY(m_peer.receiveAll() == bytes);
    QVERIFY(m_peer.ended());
}

void FdStreamTest::aPausedReaderReceivesLater()
{
    open();
    on([this] { m_stream->setReading(false); });
    m_peer.send("hello");
    settle();
    QCOMPARE(received(), std::string());
    on([this] { m_stream->setReading(true); });
    QTRY_COMPARE(received(), std::string("hello"));
}

void FdStreamTest::aPausedReaderLosesNothingWhenThePeerCloses()
{
    open();
    on([this] { m_stream->setReading(false); });
    const std::string bytes = pattern(100'000);
    m_peer.send(bytes);
    m_peer.close();
    settle();
    QCOMPARE(m_log->text(), QByteArray());
    on([this] { m_stream->setReading(true); });
    QVERIFY(m_log->wait("end"));
    QVERIFY(received() == bytes);
}

void FdStreamTest::aUnixPeerThatDidNotReadAllTakesNothingBack()
{
    openOn(false);
    on([this] {
        m_stream->write("an upload that is not read");
        m_stream->setReading(false);
    });
    m_peer.send("answer");
    m_peer.close();
    settle();
    QCOMPARE(m_log->text(), QByteArray());
    on([this] { m_stream->setReading(true); });
    QTRY_COMPARE(received(), std::string("answer"));
}

void FdStreamTest::anAnswerIsReadThoughASendHasFailed()
{
    openOn(false);
    on([this] { m_stream->setReading(false); });
    m_peer.send("answer");
    m_peer.close();
    on([this] { m_stream->write("more of an upload that nobody wants"); });
    settle();
    QCOMPARE(m_log->text(), QByteArray());
    on([this] { m_stream->setReading(true); });
    QTRY_COMPARE(received(), std::string("answer"));
    QVERIFY(m_log->wait("closed-with-reason"));
}

void FdStreamTest::aPeerThatNobodyReads()
{
    openOn(false);
    on([this] {
        m_peer.send("before");
        m_stream->finishReading();
    });
    QCOMPARE(received(), std::string("before"));
    QVERIFY(!m_peer.send("after"));
    on([this] { m_stream->write("still written"); });
    QCOMPARE(m_peer.receiveUntil("written"), std::string("still written"));
    settle();
    QCOMPARE(m_log->text(), QByteArray()); // not at its end: the peer has not closed
    m_peer.close();
    QVERIFY(m_log->wait("closed-with-reason"));
}

void FdStreamTest::aPauseInsideACallbackHoldsAtOnce()
{
    open();
    struct Pauser final : Stream::Handler
    {
        Stream& stream;
        std::size_t calls = 0;
        explicit Pauser(Stream& paused)
            : stream(paused)
        {
        }
        void bytesReceived(std::string_view) override
        {
            ++calls;
            stream.setReading(false);
        }
        void endReceived() override { ++calls; }
        void drained() override {}
        void closed(const std::string&) override { ++calls; }
    };
    auto pauser = on([this] { return std::make_unique<Pauser>(*m_stream); });
    on([&] { m_stream->setHandler(pauser.get()); });
    m_peer.send(pattern(150'000)); // more than one read's worth
    m_peer.close();
    QTRY_COMPARE(on([&] { return pauser->calls; }), std::size_t(1));
    settle();
    QCOMPARE(on([&] { return pauser->calls; }), std::size_t(1));
    on([this] { m_stream.reset(); });
}

void FdStreamTest::writingToAPeerThatIsGone()
{
    open();
    on([this] { m_stream->setReading(false); });
    m_peer.reset();
    on([this] {
        for (int i = 0; i < 100; ++i)
            m_stream->write("into the void");
        m_stream->setReading(true);
    });
    QTRY_VERIFY(m_log->count("closed-with-reason") == 1);
    on([this] { m_stream->write("and again"); });
    QCOMPARE(on([this] { return m_stream->unsent(); }), std::size_t(0));
}

void FdStreamTest::anAbortIsToldToNobody()
{
    open();
    on([this] {
        m_stream->write(pattern(8 * megabyte));
        m_stream->abort();
        m_stream->abort();
        m_stream->setReading(false);
        m_stream->write("x");
        m_stream->finishWriting();
    });
    m_peer.receiveAll();
    QVERIFY(m_peer.ended());
    settle();
    QCOMPARE(m_log->text(), QByteArray());
}

void FdStreamTest::aMutedStreamWaits()
{
    open();
    on([this] { m_stream->setHandler(nullptr); });
    m_peer.send("hello");
    m_peer.close();
    settle();
    on([this] { m_stream->setHandler(m_recorder.get()); });
    QVERIFY(m_log->wait("end"));
    QCOMPARE(received(), std::string("hello"));
}

void FdStreamTest::aStreamThatCannotGoOnDoesNotSpin()
{
    open();
    on([this] { m_stream->setReading(false); });
    m_peer.send("unread");
    m_peer.close();
    int turns = 0;
    on([&] {
        QObject* context = m_thread->loop().context();
        connect(&m_thread->loop().dispatcher(), &QAbstractEventDispatcher::awake, context, [&] { ++turns; });
        QTimer::singleShot(20ms, context, [this] { m_stream->setHandler(nullptr); });
        QTimer::singleShot(40ms, context, [this] { m_log->add("later"); });
    });
    QVERIFY(m_log->wait("later"));
    const int counted = on([&] {
        disconnect(&m_thread->loop().dispatcher(), &QAbstractEventDispatcher::awake, nullptr, nullptr);
        return turns;
    });
    QVERIFY2(counted < 50, qPrintable(QString::number(counted)));
}

void FdStreamTest::aResetIsTold()
{
    openOn(true);
    m_peer.reset();
    QVERIFY(m_log->wait("closed-with-reason"));
    QCOMPARE(m_log->text(), QByteArray("closed-with-reason"));
}

void FdStreamTest::aResetIsToldToAPausedReader()
{
    openOn(true);
    on([this] { m_stream->setReading(false); });
    m_peer.reset();
    QVERIFY(m_log->wait("closed-with-reason"));
}

WINDSOCK_TEST(FdStreamTest)
#include "fdstreamtest.moc"
