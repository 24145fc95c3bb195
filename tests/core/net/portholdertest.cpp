// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// portHolder(): this process, on IPv4 and IPv6, under a name with a space; and nobody.
#include "core/net/portholder.h"
#include "core/net/listeningsocket.h"
#include "tests/core/net/rawsocket.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

#include <array>

using namespace windsock::net;

class PortHolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("IPv4") << QByteArray("127.0.0.1");
        QTest::newRow("IPv6") << QByteArray("::1");
    }

    void finds()
    {
        QFETCH(QByteArray, host);
        const auto socket = listenOn({host.toStdString(), 0});
        if (!socket)
            QSKIP("no such address here");
        const auto holder = portHolder(socket->endpoint);
        QVERIFY(holder);
        QCOMPARE(holder->pid, ::getpid());
        QVERIFY(!holder->name.empty());
    }

    void anotherAddressIsNotInTheWay()
    {
        const auto socket = listenOn({"127.0.0.1", 0});
        const std::uint16_t port = socket->endpoint.port;
        QVERIFY(!portHolder({"127.0.0.2", port}));
        QVERIFY(!portHolder({"::1", port}));
        QVERIFY(portHolder({"0.0.0.0", port}));
        QVERIFY(portHolder({"::", port}));
    }

    void allAddressesAreInTheWay()
    {
        const auto socket = listenOn({"0.0.0.0", 0});
        QVERIFY(portHolder({"127.0.0.1", socket->endpoint.port}));
        QVERIFY(!portHolder({"::1", socket->endpoint.port}));
    }

    void givesTheWholeName()
    {
        std::array<char, 16> before{};
        ::prctl(PR_GET_NAME, before.data());
        ::prctl(PR_SET_NAME, "wind sock");
        const auto socket = listenOn({"127.0.0.1", 0});
        const auto holder = portHolder(socket->endpoint);
        ::prctl(PR_SET_NAME, before.data());
        QVERIFY(holder);
        QCOMPARE(holder->name, std::string("wind sock"));
    }

    void nobody()
    {
        auto socket = listenOn({"127.0.0.1", 0});
        QVERIFY(socket);
        socket->descriptor.reset();
        QVERIFY(!portHolder(socket->endpoint));
    }

    void aConnectionIsNoHolder()
    {
        windsock::test::RawListener listener;
        const auto client = windsock::test::RawSocket::connectTo(listener.port());
        const auto accepted = listener.accept(); // is on the same port, and stays
        listener.close();
        QVERIFY(accepted.valid());
        QVERIFY(!portHolder({"127.0.0.1", listener.port()}));
    }
};

WINDSOCK_TEST(PortHolderTest)
#include "portholdertest.moc"
