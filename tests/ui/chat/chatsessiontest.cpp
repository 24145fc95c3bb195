// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatSession: connects by itself, greets once, follows the server, leaves the user's own choice alone.
#include "ui/chat/chatsession.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"

#include <QSignalSpy>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

namespace {

const auto echo = u"ws://127.0.0.1:8000/ws/hello-tornado"_s;

} // namespace

class ChatSessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void itConnectsAndGreetsOnce();
    void itFollowsTheServerToAnotherPort();
    void itComesBackWithTheServer();
    void itLeavesOtherAddressesAlone();
    void itStaysClosedWhenTheUserClosed();
    void roundTripsAreKept();
    void v6HostsAreBracketed();
    void ourOwnCertificateIsTrusted();

private:
    ServerStatus serving(quint16 port) const
    {
        ServerStatus status = m_server->now;
        status.state = ServerStatus::State::Serving;
        status.port = port;
        return status;
    }
    void stop()
    {
        ServerStatus status = m_server->now;
        status.state = ServerStatus::State::Stopped;
        m_link->now = chat::ChatState::Closed;
        m_server->become(status);
    }

    std::unique_ptr<FakeServer> m_server;
    FakeLink* m_link = nullptr;
    std::unique_ptr<RoundTrips> m_trips;
    std::unique_ptr<ChatSession> m_session;
};

void ChatSessionTest::init()
{
    m_server = std::make_unique<FakeServer>();
    auto link = std::make_unique<FakeLink>();
    m_link = link.get();
    m_trips = std::make_unique<RoundTrips>();
    m_session = std::make_unique<ChatSession>(std::move(link), *m_server, *m_trips, nullptr);
    QTRY_COMPARE(m_link->opened.size(), std::size_t(1));
    (void)m_session->pull();
}

void ChatSessionTest::cleanup()
{
    m_session.reset();
}

void ChatSessionTest::itConnectsAndGreetsOnce()
{
    QCOMPARE(m_link->opened[0].url, echo);
    QCOMPARE(m_link->sent, QStringList({u"Hello, world"_s}));
    QCOMPARE(m_session->pull().size(), std::size_t(2)); // the greeting and its reply
    QVERIFY(m_session->connectNow());
    (void)m_session->pull();
    QCOMPARE(m_link->sent.size(), 1);
}

void ChatSessionTest::itFollowsTheServerToAnotherPort()
{
    QSignalSpy moved(m_session.get(), &ChatSession::urlChanged);
    m_server->become(serving(8001));
    QCOMPARE(moved.size(), 1);
    QCOMPARE(m_link->opened.back().url, u"ws://127.0.0.1:8001/ws/hello-tornado"_s);
    m_server->become(serving(8001)); // something else changed
    QCOMPARE(m_link->opened.size(), std::size_t(2));
}

void ChatSessionTest::itComesBackWithTheServer()
{
    stop();
    QCOMPARE(m_link->opened.size(), std::size_t(1));
    m_server->become(serving(8000));
    QCOMPARE(m_link->opened.size(), std::size_t(2));
}

void ChatSessionTest::itLeavesOtherAddressesAlone()
{
    chat::ChatOptions other;
    other.url = u"ws://elsewhere.example/"_s;
    m_session->setOptions(other);
    QVERIFY(m_session->connectNow());
    m_server->become(serving(8001));
    QCOMPARE(m_link->opened.size(), std::size_t(2));
    QCOMPARE(m_link->opened.back().url, other.url);
}

void ChatSessionTest::itStaysClosedWhenTheUserClosed()
{
    QSignalSpy moved(m_session.get(), &ChatSession::urlChanged);
    m_session->closeNow();
    m_server->become(serving(8001));
    QCOMPARE(moved.size(), 1); // the address is offered, nothing is opened
    QCOMPARE(m_link->opened.size(), std::size_t(1));
}

void ChatSessionTest::roundTripsAreKept()
{
    (void)m_session->pull();
    QCOMPARE(m_trips->entries().size(), std::size_t(1));
    QCOMPARE(m_trips->entries().back().value, microseconds(310));
}

void ChatSessionTest::v6HostsAreBracketed()
{
    ServerStatus status = serving(9000);
    status.host = u"::1"_s;
    m_server->become(status);
    QCOMPARE(m_session->echoUrl(), u"ws://[::1]:9000/ws/hello-tornado"_s);
    stop();
    QCOMPARE(m_session->echoUrl(), QString());
}

void ChatSessionTest::ourOwnCertificateIsTrusted()
{
    ServerStatus status = serving(9000);
    status.tls = true;
    status.certificates = {QSslCertificate()};
    m_server->become(status);
    QCOMPARE(m_link->opened.back().url, u"wss://127.0.0.1:9000/ws/hello-tornado"_s);
    QCOMPARE(m_link->opened.back().trusted.size(), 1);
    chat::ChatOptions elsewhere;
    elsewhere.url = u"wss://example.com/"_s;
    m_session->setOptions(elsewhere);
    QVERIFY(m_session->connectNow());
    QVERIFY(m_link->opened.back().trusted.isEmpty());
}

WINDSOCK_TEST(ChatSessionTest)
#include "chatsessiontest.moc"
