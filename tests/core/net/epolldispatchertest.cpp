// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EpollDispatcher: Qt's timers, notifiers, processes and sockets on it, as a program's own thread would use them.
#include "core/net/epolldispatcher.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace std::chrono_literals;
using windsock::net::FileDescriptor;
using windsock::net::IoThread;
using windsock::test::EventLog;
using windsock::test::RawSocket;
using windsock::test::unixPair;

namespace {

/// A socket with a byte to read, and the notifier that says so.
struct Ready
{
    FileDescriptor inside;
    RawSocket outside;
    std::unique_ptr<QSocketNotifier> notifier;

    explicit Ready(QSocketNotifier::Type type = QSocketNotifier::Read)
    {
        std::tie(inside, outside) = unixPair();
        outside.send("x");
        notifier = std::make_unique<QSocketNotifier>(inside.get(), type);
    }
};

} // namespace

class EpollDispatcherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_log = std::make_unique<EventLog>();
        m_thread = std::make_unique<IoThread>(QStringLiteral("test"));
    }
    void cleanup() { m_thread.reset(); }

    void anEventLoopInsideATimer();
    void theRetiredOutliveAnEventLoopInsideAHandler();

    void aNotifierTellsAgainWhileThereIsSomethingToRead();
    void aDisabledNotifierIsSilent();
    void readersAndWritersOfOneDescriptor();
    void aNotifierMayDeleteItself();
    void notifiersMayDeleteOneAnother();
    void aNotifierMayMakeAnother();
    void aDescriptorsNumberMayBeUsedAgain();
    void hangUpWakesReaders();

    void processes();
    void tcpSockets();
    void localSockets();

private:
    template <class Work>
    void on(Work work)
    {
        m_thread->call(std::move(work));
    }
    QObject* context() { return m_thread->loop().context(); }
    void after(std::chrono::milliseconds time, const char* event)
    {
        QTimer::singleShot(time, Qt::PreciseTimer, context(), [this, event] { log().add(event); });
    }
    EventLog& log() { return *m_log; }

    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<IoThread> m_thread;
};

void EpollDispatcherTest::anEventLoopInsideATimer()
{
    on([this] {
        QTimer::singleShot(0ms, context(), [this] {
            QEventLoop inner;
            QTimer::singleShot(2ms, &inner, [this, &inner] {
                log().add("inner");
                inner.quit();
            });
            inner.exec();
            log().add("outer");
        });
    });
    QVERIFY(log().wait("outer"));
    QCOMPARE(log().text(), QByteArray("inner outer"));
}

void EpollDispatcherTest::theRetiredOutliveAnEventLoopInsideAHandler()
{
    on([this] {
        QTimer::singleShot(0ms, context(), [this] {
            const auto logsItsDeath = [this](int* p) {
                delete p;
                log().add("died");
            };
            // A shared_ptr, for its deleter: retire() takes any owner.
            struct Owner
            {
                std::shared_ptr<int> owned;
            };
            m_thread->loop().retire(std::unique_ptr<Owner>(new Owner{std::shared_ptr<int>(new int, logsItsDeath)}));
            QEventLoop inner;
            QTimer::singleShot(2ms, &inner, &QEventLoop::quit);
            inner.exec();
            log().add("still-here");
        });
    });
    QVERIFY(log().wait("died"));
    QCOMPARE(log().text(), QByteArray("still-here died"));
}

void EpollDispatcherTest::aNotifierTellsAgainWhileThereIsSomethingToRead()
{
    std::unique_ptr<Ready> ready;
    on([&] {
        ready = std::make_unique<Ready>();
        connect(ready->notifier.get(), &QSocketNotifier::activated, context(), [&, count = 0]() mutable {
            log().add("ready");
            if (++count == 3)
                RawSocket(std::move(ready->inside)).receive();
            if (count == 3)
                ready->notifier->setEnabled(false);
        });
    });
    QVERIFY(log().waitForCount(3));
    on([&] { ready.reset(); });
    QCOMPARE(log().count("ready"), std::size_t(3));
}

void EpollDispatcherTest::aDisabledNotifierIsSilent()
{
    std::unique_ptr<Ready> ready;
    on([&] {
        ready = std::make_unique<Ready>();
        ready->notifier->setEnabled(false);
        connect(ready->notifier.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("ready");
            ready->notifier->setEnabled(false);
        });
        after(5ms, "later");
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().text(), QByteArray("later"));
    on([&] { ready->notifier->setEnabled(true); });
    QVERIFY(log().wait("ready"));
    on([&] { ready.reset(); });
}

void EpollDispatcherTest::readersAndWritersOfOneDescriptor()
{
    std::unique_ptr<Ready> ready;
    std::unique_ptr<QSocketNotifier> writer;
    on([&] {
        ready = std::make_unique<Ready>();
        writer = std::make_unique<QSocketNotifier>(ready->inside.get(), QSocketNotifier::Write);
        connect(writer.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("write");
            writer->setEnabled(false);
        });
        connect(ready->notifier.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("read");
            ready->notifier->setEnabled(false);
        });
    });
    QVERIFY(log().wait("read"));
    QVERIFY(log().wait("write"));
    on([&] {
        writer->setEnabled(true); // the reader stays off
        after(5ms, "later");
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().count("write"), std::size_t(2));
    QCOMPARE(log().count("read"), std::size_t(1));
    on([&] {
        writer.reset();
        ready.reset();
    });
}

void EpollDispatcherTest::aNotifierMayDeleteItself()
{
    std::unique_ptr<Ready> ready;
    on([&] {
        ready = std::make_unique<Ready>();
        connect(ready->notifier.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("ready");
            ready->notifier.release()->deleteLater();
            after(5ms, "later");
        });
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().text(), QByteArray("ready later"));
    on([&] { ready.reset(); });
}

void EpollDispatcherTest::notifiersMayDeleteOneAnother()
{
    std::vector<Ready> all;
    on([&] {
        all.resize(10);
        for (std::size_t i = 0; i < all.size(); ++i) {
            connect(all[i].notifier.get(), &QSocketNotifier::activated, context(), [&, i] {
                log().add("ready");
                all[i].notifier->setEnabled(false);
                for (std::size_t other = 0; other < all.size(); ++other) {
                    if (other != i)
                        all[other].notifier.reset();
                }
                after(5ms, "later");
            });
        }
    });
    QVERIFY(log().wait("later"));
    QCOMPARE(log().text(), QByteArray("ready later"));
    on([&] { all.clear(); });
}

void EpollDispatcherTest::aNotifierMayMakeAnother()
{
    std::vector<std::unique_ptr<Ready>> all;
    std::function<void()> addOne = [&] {
        all.push_back(std::make_unique<Ready>());
        QSocketNotifier* notifier = all.back()->notifier.get();
        connect(notifier, &QSocketNotifier::activated, context(), [&, notifier] {
            log().add("ready");
            notifier->setEnabled(false);
            if (all.size() < 50)
                addOne();
        });
    };
    on(addOne);
    QVERIFY(log().waitForCount(50));
    on([&] { all.clear(); });
}

void EpollDispatcherTest::aDescriptorsNumberMayBeUsedAgain()
{
    std::unique_ptr<Ready> ready;
    on([&] {
        for (int i = 0; i < 10; ++i) {
            ready.reset(); // its number is free again
            ready = std::make_unique<Ready>();
        }
        connect(ready->notifier.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("ready");
            ready->notifier->setEnabled(false);
        });
    });
    QVERIFY(log().wait("ready"));
    on([&] { ready.reset(); });
}

void EpollDispatcherTest::hangUpWakesReaders()
{
    auto pair = unixPair();
    std::unique_ptr<QSocketNotifier> notifier;
    on([&] {
        notifier = std::make_unique<QSocketNotifier>(pair.first.get(), QSocketNotifier::Read);
        connect(notifier.get(), &QSocketNotifier::activated, context(), [&] {
            log().add("woken");
            notifier->setEnabled(false);
        });
    });
    pair.second.close();
    QVERIFY(log().wait("woken"));
    on([&] { notifier.reset(); });
}

void EpollDispatcherTest::processes()
{
    on([this] {
        auto* process = new QProcess(context());
        connect(process, &QProcess::finished, process, [this, process](int code) {
            log().add(process->readAllStandardOutput().trimmed().toStdString());
            log().add(process->readAllStandardError().trimmed().toStdString());
            log().add("code" + std::to_string(code));
        });
        process->start(QStringLiteral("/bin/sh"),
                       {QStringLiteral("-c"), QStringLiteral("read word; echo out:$word; echo err >&2; exit 3")});
        process->write("hello\n");
    });
    QVERIFY(log().wait("code3"));
    QCOMPARE(log().text(), QByteArray("out:hello err code3"));
}

void EpollDispatcherTest::tcpSockets()
{
    on([this] {
        auto* server = new QTcpServer(context());
        QVERIFY(server->listen(QHostAddress::LocalHost));
        connect(server, &QTcpServer::newConnection, server, [server] {
            QTcpSocket* peer = server->nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        });
        auto* client = new QTcpSocket(context());
        connect(client, &QTcpSocket::connected, client, [client] { client->write(QByteArray(500'000, 'x')); });
        connect(client, &QTcpSocket::disconnected, client, [this] { log().add("disconnected"); });
        connect(client, &QTcpSocket::readyRead, client, [client] {
            if (client->bytesAvailable() == 500'000)
                client->disconnectFromHost();
        });
        client->connectToHost(QHostAddress(QHostAddress::LocalHost), server->serverPort());
    });
    QVERIFY(log().wait("disconnected"));
}

void EpollDispatcherTest::localSockets()
{
    on([this] {
        auto* server = new QLocalServer(context());
        QVERIFY(server->listen(QStringLiteral("windsock-test-%1").arg(QCoreApplication::applicationPid())));
        connect(server, &QLocalServer::newConnection, server, [server] {
            QLocalSocket* peer = server->nextPendingConnection();
            connect(peer, &QLocalSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        });
        auto* client = new QLocalSocket(context());
        connect(client, &QLocalSocket::connected, client, [client] { client->write("hello"); });
        connect(client, &QLocalSocket::readyRead, client,
                [this, client] { log().add(client->readAll().toStdString()); });
        client->connectToServer(server->fullServerName());
    });
    QVERIFY(log().wait("hello"));
}

WINDSOCK_TEST(EpollDispatcherTest)
#include "epolldispatchertest.moc"
