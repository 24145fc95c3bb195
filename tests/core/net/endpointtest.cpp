// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoint as text, and from the kernel's addresses.
#include "core/net/endpoint.h"
#include "core/net/socketaddress.h"
#include "tests/support/testregistry.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <QTest>

#include <cstring>

using namespace windsock::net;

namespace {

Endpoint fromV6(const char* text)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(80);
    ::inet_pton(AF_INET6, text, &address.sin6_addr);
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    return toEndpoint(storage, sizeof address);
}

} // namespace

class EndpointTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asText()
    {
        QCOMPARE(toString({"127.0.0.1", 8000}), std::string("127.0.0.1:8000"));
        QCOMPARE(toString({"::1", 8000}), std::string("[::1]:8000"));
        QCOMPARE(toString({"localhost", 1}), std::string("localhost:1"));
        QCOMPARE(toString({"/run/a.sock", 0}), std::string("/run/a.sock"));
        QCOMPARE(toString({}), std::string());
    }

    void fromTheKernel()
    {
        QVERIFY((fromV6("2001:db8::1") == Endpoint{"2001:db8::1", 80}));
        QVERIFY((fromV6("::ffff:192.0.2.7") == Endpoint{"192.0.2.7", 80}));
    }

    void ofNoSocket() { QVERIFY(localEndpoint(-1) == Endpoint()); }
};

WINDSOCK_TEST(EndpointTest)
#include "endpointtest.moc"
