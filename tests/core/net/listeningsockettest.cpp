// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// listenOn(): free ports, taken ports and who holds them, addresses that are not ours.
#include "core/net/listeningsocket.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QCoreApplication>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace windsock::net;
using windsock::ErrorCode;
using windsock::test::RawSocket;

class ListeningSocketTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void portZeroTakesAFreeOne();
    void theDescriptorIsCloseOnExec();
    void aPortMayBeTakenAgainAtOnce();
    void aTakenPortNamesItsHolder();
    void aTakenPortOffersTheNextFreeOne();
    void aPrivilegedPort();
    void anAddressOfAnotherMachine();
    void noSuchAddress();
    void onIpv6();
    void loopback();
};

void ListeningSocketTest::portZeroTakesAFreeOne()
{
    const auto socket = listenOn({"127.0.0.1", 0});
    QVERIFY(socket);
    QVERIFY(socket->endpoint.port >= 1024);
    QCOMPARE(socket->endpoint.host, std::string("127.0.0.1"));
    QVERIFY(RawSocket::connectTo(socket->endpoint.port).valid());
}

void ListeningSocketTest::theDescriptorIsCloseOnExec()
{
    const auto socket = listenOn({"127.0.0.1", 0});
    QVERIFY(socket);
    QVERIFY(::fcntl(socket->descriptor.get(), F_GETFD) & FD_CLOEXEC);
    QVERIFY(::fcntl(socket->descriptor.get(), F_GETFL) & O_NONBLOCK);
}

void ListeningSocketTest::aPortMayBeTakenAgainAtOnce()
{
    auto first = listenOn({"127.0.0.1", 0});
    QVERIFY(first);
    const Endpoint endpoint = first->endpoint;
    RawSocket client = RawSocket::connectTo(endpoint.port);
    {
        const FileDescriptor accepted(
            ::accept(first->descriptor.get(), nullptr, nullptr)); // closes first: TIME_WAIT is ours
    }
    first->descriptor.reset();
    const auto second = listenOn(endpoint);
    QVERIFY2(second, second ? "" : qPrintable(second.error().sentence));
}

void ListeningSocketTest::aTakenPortNamesItsHolder()
{
    const auto first = listenOn({"127.0.0.1", 0});
    QVERIFY(first);
    const auto second = listenOn(first->endpoint);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AddressInUse);
    const QString sentence = second.error().sentence;
    QVERIFY2(sentence.contains(QStringLiteral("Port %1 ").arg(first->endpoint.port)), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("(pid %1)").arg(QCoreApplication::applicationPid())),
             qPrintable(sentence));
}

void ListeningSocketTest::aTakenPortOffersTheNextFreeOne()
{
    const auto first = listenOn({"127.0.0.1", 0});
    QVERIFY(first);
    const std::uint16_t next = nextFreePort("127.0.0.1", first->endpoint.port);
    QVERIFY(next > first->endpoint.port);
    const auto second = listenOn({"127.0.0.1", next});
    QVERIFY(second);
    QVERIFY(nextFreePort("127.0.0.1", first->endpoint.port) > next);
    QVERIFY(listenOn(first->endpoint).error().sentence.contains(QStringLiteral("which is free")));
    QCOMPARE(nextFreePort("127.0.0.1", 0), std::uint16_t(0));
}

void ListeningSocketTest::aPrivilegedPort()
{
    if (::geteuid() == 0)
        QSKIP("root may take any port");
    const auto socket = listenOn({"127.0.0.1", 1});
    QVERIFY(!socket);
    QCOMPARE(socket.error().code, ErrorCode::PermissionDenied);
    QVERIFY(socket.error().sentence.contains(QStringLiteral("8000")));
}

void ListeningSocketTest::anAddressOfAnotherMachine()
{
    const auto socket = listenOn({"192.0.2.1", 0});
    QVERIFY(!socket);
    QCOMPARE(socket.error().code, ErrorCode::AddressNotLocal);
    QVERIFY(socket.error().sentence.contains(QStringLiteral("192.0.2.1")));
}

void ListeningSocketTest::noSuchAddress()
{
    for (const char* host : {"not an address", "127.0.0.1.", "[::1"}) {
        const auto socket = listenOn({host, 0});
        QVERIFY2(!socket, host);
        QCOMPARE(socket.error().code, ErrorCode::NotFound);
    }
}

void ListeningSocketTest::onIpv6()
{
    const auto socket = listenOn({"::1", 0});
    if (!socket && socket.error().code == ErrorCode::AddressNotLocal)
        QSKIP("no IPv6 here");
    QVERIFY(socket);
    QCOMPARE(socket->endpoint.host, std::string("::1"));
    // IPv6 only: the same port on IPv4 is still free.
    QVERIFY(listenOn({"127.0.0.1", socket->endpoint.port}));
}

void ListeningSocketTest::loopback()
{
    for (const char* host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
        QVERIFY2(isLoopback(host), host);
    for (const char* host : {"0.0.0.0", "::", "192.168.1.1", "example.org", ""})
        QVERIFY2(!isLoopback(host), host);
}

WINDSOCK_TEST(ListeningSocketTest)
#include "listeningsockettest.moc"
