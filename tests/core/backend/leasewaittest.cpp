// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LeaseWait: at once, in its turn, and in vain.
#include "core/backend/leasewait.h"
#include "core/net/iothread.h"
#include "tests/core/net/eventlog.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::backend;
using test::EventLog;

class LeaseWaitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_broker = std::make_unique<SlotBroker>();
        m_log = std::make_unique<EventLog>();
    }
    void cleanup()
    {
        m_thread.call([this] { m_wait.reset(); });
    }

    void atOnce()
    {
        m_broker->addWorker({1}, {}, 1, 1);
        start(std::chrono::seconds(60));
        QVERIFY(m_log->wait("granted"));
    }

    void inItsTurn()
    {
        start(std::chrono::seconds(60));
        m_broker->addWorker({1}, {}, 1, 1);
        QVERIFY(m_log->wait("granted"));
    }

    void inVain()
    {
        start(std::chrono::milliseconds(20));
        QVERIFY(m_log->wait("too late"));
        // It has left the queue: what comes now is another's.
        m_broker->addWorker({1}, {}, 1, 1);
        const auto lease = m_broker->tryLease();
        QVERIFY(lease && *lease);
    }

private:
    void start(std::chrono::milliseconds limit)
    {
        m_thread.call([this, limit] {
            m_wait = std::make_unique<LeaseWait>(
                *m_broker, m_thread.loop(), QStringLiteral("too late"),
                [this](const Result<Lease>& lease) {
                    m_log->add(lease ? std::string("granted") : lease.error().sentence.toStdString());
                },
                limit);
            m_wait->start();
        });
    }

    net::IoThread m_thread{QStringLiteral("waits")};
    std::unique_ptr<SlotBroker> m_broker;
    std::unique_ptr<EventLog> m_log;
    std::unique_ptr<LeaseWait> m_wait; // on m_thread
};

WINDSOCK_TEST(LeaseWaitTest)
#include "leasewaittest.moc"
