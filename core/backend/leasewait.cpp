// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/leasewait.h"

namespace windsock::backend {

LeaseWait::LeaseWait(SlotBroker& broker, net::IoLoop& loop, QString late, SlotBroker::Granted granted,
                     std::chrono::milliseconds limit)
    : m_broker(broker)
    , m_loop(loop)
    , m_late(std::move(late))
    , m_granted(std::move(granted))
    , m_longest(limit)
{
}

void LeaseWait::start()
{
    if (auto lease = m_broker.tryLease())
        return end(std::move(*lease));
    if (!m_limit) {
        m_limit = std::make_unique<QTimer>();
        m_limit->setSingleShot(true);
        QObject::connect(m_limit.get(), &QTimer::timeout, m_limit.get(), [this] {
            end(Error{ErrorCode::TimedOut, m_late, {}});
        });
    }
    m_limit->start(m_longest);
    m_waiter = m_broker.wait(m_loop, [this](Result<Lease> lease) { end(std::move(lease)); });
}

void LeaseWait::end(Result<Lease> lease)
{
    m_waiter.reset();
    if (m_limit)
        m_limit->stop();
    m_granted(std::move(lease));
}

} // namespace windsock::backend
