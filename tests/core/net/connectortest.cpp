// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connector: who answers, who refuses, who does not answer at all, names, Unix sockets, and giving up.
#include "core/net/connector.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/un.h>

using namespace std::chrono_literals;
using namespace windsock::net;
using windsock::ErrorCode;
using windsock::Result;
using windsock::test::EventLog;
using windsock::test::RawListener;
using windsock::test::RawSocket;

namespace {

/// A Unix socket bound to `path`, listening when `backlog` is not negative.
FileDescriptor bindUnix(const std::string& path, int backlog)
{
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (backlog >= 0)
        ::listen(socket.get(), backlog);
    return socket;
}

} // namespace

class ConnectorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<EventLog>();
        m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    }
    void cleanup()
    {
        m_thread->call([this] {
            m_stream.reset();
            m_connector.reset();
        });
        m_thread.reset();
    }

    void connects();
    void looksUpLocalhost();
    void connectsToAUnixSocket();
    void refused();
    void noSuchHost();
    void noSuchUnixSocket();
    void aUnixSocketThatNobodyListensOn();
    void aPathThatIsTooLong();
    void nobodyAnswers();
    void tellsLaterThanStart();
    void givesUpSilently();

private:
    void start(const Endpoint& target, std::chrono::milliseconds timeout = 5s);
    /// Waits, and returns the error's code.
    ErrorCode failure() { return m_log->wait("failed") ? m_error.code : ErrorCode::Invalid; }

    std::unique_ptr<IoThread> m_thread;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<Connector> m_connector;
    std::unique_ptr<Stream> m_stream;
    windsock::Error m_error; // written before "failed" is logged
};

void ConnectorTest::start(const Endpoint& target, std::chrono::milliseconds timeout)
{
    m_thread->call([&] {
        m_connector = std::make_unique<Connector>(m_thread->loop(), [this](Result<std::unique_ptr<Stream>> result) {
            if (result)
                m_stream = std::move(*result);
            else
                m_error = result.error();
            m_thread->loop().retire(std::move(m_connector));
            m_log->add(m_stream ? "connected" : "failed");
        });
        m_connector->start(target, timeout);
        m_log->add("started");
    });
}

void ConnectorTest::connects()
{
    RawListener listener;
    start({"127.0.0.1", listener.port()});
    RawSocket peer = listener.accept();
    QVERIFY(m_log->wait("connected"));
    m_thread->call([this] {
        QVERIFY((m_stream->peer().host == "127.0.0.1"));
        QVERIFY(m_stream->local().port != 0);
        m_stream->write("hello");
    });
    QCOMPARE(peer.receiveExactly(5), std::string("hello"));
}

void ConnectorTest::looksUpLocalhost()
{
    RawListener listener; // on IPv4 alone: ::1 is tried in vain where localhost is both
    start({"localhost", listener.port()});
    QVERIFY(m_log->wait("connected"));
    QVERIFY(listener.accept().valid());
}

void ConnectorTest::connectsToAUnixSocket()
{
    const QTemporaryDir directory;
    const std::string path = directory.filePath(QStringLiteral("a.sock")).toStdString();
    const FileDescriptor listening = bindUnix(path, 1);
    start({path, 0});
    QVERIFY(m_log->wait("connected"));
    QVERIFY(m_thread->call([&] { return m_stream->peer().host == path; }));
}

void ConnectorTest::refused()
{
    RawListener listener;
    listener.close();
    start({"127.0.0.1", listener.port()});
    QCOMPARE(failure(), ErrorCode::Refused);
    QVERIFY(m_error.sentence.contains(QStringLiteral("127.0.0.1:%1").arg(listener.port())));
    QVERIFY(m_error.sentence.endsWith(QLatin1Char('.')));
}

void ConnectorTest::noSuchHost()
{
    start({"no..such..host", 80}); // refused by the resolver itself, without asking anybody
    QCOMPARE(failure(), ErrorCode::NotFound);
    QVERIFY(m_error.sentence.contains(QStringLiteral("no..such..host")));
}

void ConnectorTest::noSuchUnixSocket()
{
    const QTemporaryDir directory;
    start({directory.filePath(QStringLiteral("absent.sock")).toStdString(), 0});
    QCOMPARE(failure(), ErrorCode::NotFound);
    QVERIFY(m_error.sentence.contains(QStringLiteral("absent.sock")));
    QVERIFY(!m_error.sentence.contains(QStringLiteral("host")));
}

void ConnectorTest::aUnixSocketThatNobodyListensOn()
{
    const QTemporaryDir directory;
    const std::string path = directory.filePath(QStringLiteral("a.sock")).toStdString();
    const FileDescriptor bound = bindUnix(path, -1);
    start({path, 0});
    QCOMPARE(failure(), ErrorCode::Refused);
}

void ConnectorTest::aPathThatIsTooLong()
{
    start({"/" + std::string(200, 'x'), 0});
    QCOMPARE(failure(), ErrorCode::Failed);
}

void ConnectorTest::nobodyAnswers()
{
    // A full queue: the kernel does not answer further SYNs.
    const RawListener listener(0);
    std::vector<FileDescriptor> waiting;
    for (int i = 0; i < 8; ++i) {
        waiting.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        windsock::test::beginConnect(waiting.back().get(), listener.port());
    }
    start({"127.0.0.1", listener.port()}, 50ms);
    QCOMPARE(failure(), ErrorCode::TimedOut);
}

void ConnectorTest::tellsLaterThanStart()
{
    start({"127.0.0.1", 1});
    QVERIFY(m_log->waitForCount(2));
    QVERIFY(m_log->text().startsWith("started "));
}

void ConnectorTest::givesUpSilently()
{
    RawListener listener;
    for (const char* host : {"127.0.0.1", "localhost"}) {
        m_thread->call([&] {
            Connector given(m_thread->loop(), [this](const Result<std::unique_ptr<Stream>>&) { m_log->add("told"); });
            given.start({host, listener.port()}, 5s);
        });
    }
    start({"localhost", listener.port()});
    QVERIFY(m_log->wait("connected"));
    QCOMPARE(m_log->count("told"), std::size_t(0));
}

WINDSOCK_TEST(ConnectorTest)
#include "connectortest.moc"
