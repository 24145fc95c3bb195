// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Acceptor: every connection once, on whichever thread; and a process that has no descriptor left.
#include "core/net/acceptor.h"
#include "core/net/iothread.h"
#include "core/net/listeningsocket.h"
#include "tests/core/net/eventlog.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <sys/resource.h>
#include <sys/socket.h>

using namespace windsock::net;
using windsock::test::EventLog;
using windsock::test::RawSocket;

namespace {

/// One thread's share.
struct Share
{
    IoThread thread{QStringLiteral("test")};
    std::vector<std::unique_ptr<Stream>> streams;
    std::unique_ptr<Acceptor> acceptor;

    Share(int listening, EventLog& log)
    {
        thread.call([&] {
            acceptor = std::make_unique<Acceptor>(
                thread.loop(), listening,
                [this, &log](FileDescriptor socket, Endpoint local, Endpoint peer) {
                    streams.push_back(std::make_unique<FdStream>(thread.loop(), std::move(socket), std::move(local),
                                                                 std::move(peer)));
                    log.add("accepted");
                },
                [&log](const std::string&) { log.add("exhausted"); });
        });
    }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share()
    {
        thread.call([this] {
            acceptor.reset();
            streams.clear();
        });
    }
};

/// No descriptor can be opened while it lives.
class NoDescriptorLeft
{
public:
    NoDescriptorLeft()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    NoDescriptorLeft(const NoDescriptorLeft&) = delete;
    NoDescriptorLeft& operator=(const NoDescriptorLeft&) = delete;
    ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class AcceptorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyConnectionIsAcceptedOnce()
    {
        EventLog log;
        auto listening = listenOn({"127.0.0.1", 0});
        QVERIFY(listening);
        Share first(listening->descriptor.get(), log);
        Share second(listening->descriptor.get(), log);
        std::vector<RawSocket> clients;
        for (int i = 0; i < 100; ++i)
            clients.push_back(RawSocket::connectTo(listening->endpoint.port));
        QVERIFY(log.waitForCount(100));
        const std::size_t all = first.thread.call([&] { return first.streams.size(); }) +
                                second.thread.call([&] { return second.streams.size(); });
        QCOMPARE(all, std::size_t(100));
    }

    void knowsBothEnds()
    {
        EventLog log;
        auto listening = listenOn({"127.0.0.1", 0});
        QVERIFY(listening);
        Share share(listening->descriptor.get(), log);
        const RawSocket client = RawSocket::connectTo(listening->endpoint.port);
        QVERIFY(log.wait("accepted"));
        share.thread.call([&] {
            QVERIFY(share.streams.front()->local() == listening->endpoint);
            QCOMPARE(share.streams.front()->peer().host, std::string("127.0.0.1"));
            QVERIFY(share.streams.front()->peer().port != 0);
        });
    }

    void goesOnWhenThereAreDescriptorsAgain()
    {
        EventLog log;
        auto listening = listenOn({"127.0.0.1", 0});
        QVERIFY(listening);
        Share share(listening->descriptor.get(), log);
        FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        {
            const NoDescriptorLeft none;
            windsock::test::beginConnect(socket.get(), listening->endpoint.port);
            QVERIFY(log.wait("exhausted"));
        }
        QVERIFY(log.wait("accepted"));
        QCOMPARE(log.count("exhausted"), std::size_t(1)); // it does not spin meanwhile
    }
};

WINDSOCK_TEST(AcceptorTest)
#include "acceptortest.moc"
