// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LeaseWait: one exchange's wait for its turn, of limited length. Lives on the exchange's I/O thread, which owns it;
// destroying it leaves the queue.
#pragma once

#include "core/backend/slotbroker.h"

#include <QTimer>

namespace windsock::backend {

class LeaseWait
{
public:
    static constexpr std::chrono::milliseconds usualLimit{60'000};

    /// `late` is the sentence for who has waited in vain. `granted` is called once for each start(), perhaps from
    /// inside it. `broker` and `loop` outlive this.
    LeaseWait(SlotBroker& broker, net::IoLoop& loop, QString late, SlotBroker::Granted granted,
              std::chrono::milliseconds limit = usualLimit);
    void start();

private:
    void end(Result<Lease> lease);

    SlotBroker& m_broker;
    net::IoLoop& m_loop;
    const QString m_late;
    const SlotBroker::Granted m_granted;
    const std::chrono::milliseconds m_longest;
    std::unique_ptr<SlotBroker::Waiter> m_waiter;
    std::unique_ptr<QTimer> m_limit; // made when there is a wait at all
};

} // namespace windsock::backend
