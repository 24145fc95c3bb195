// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/lane.h"

namespace windsock::bench {

std::unique_ptr<Lane> makeLane(net::IoLoop& loop, const Plan& plan, Lane::Owner& owner)
{
    return plan.target.webSocket ? makeWebSocketLane(loop, plan, owner) : makeHttpLane(loop, plan, owner);
}

net::TlsTrust trustOf(const Plan& plan)
{
    return {QString::fromStdString(plan.target.endpoint.host), !plan.insecure, plan.trusted};
}

void connectTo(net::Connector& connector, const Plan& plan)
{
    if (plan.target.tls)
        connector.useTls(trustOf(plan));
    connector.start(plan.target.endpoint, plan.timeout);
}

} // namespace windsock::bench
