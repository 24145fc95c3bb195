// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/plan.h"

#include "core/http/headers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace windsock::bench {

namespace {

constexpr int mostConnections = 60'000; // of one client address to one server's, ports are 65,535
constexpr double mostRate = 1'000'000;  // a second
constexpr std::chrono::hours longest{24};

bool splits(const std::string& value)
{
    return value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

QString whyNot(const Plan& plan)
{
    if (plan.connections < 1 || plan.connections > mostConnections)
        return QStringLiteral("-c takes a number of connections from 1 to %1.").arg(mostConnections);
    if (plan.requests == 0 && plan.duration.count() == 0)
        return QStringLiteral("Say when to end: with -n REQUESTS, or with -t SECONDS.");
    if (plan.duration.count() < 0 || plan.duration > longest)
        return QStringLiteral("-t takes seconds, a day at most.");
    if (!std::isfinite(plan.rate) || plan.rate < 0 || plan.rate > mostRate)
        return QStringLiteral("--rate takes requests a second, a million at most.");
    if (plan.timeout.count() <= 0)
        return QStringLiteral("--timeout takes seconds, more than 0.");
    if (plan.ramp.count() < 0 || plan.ramp > longest)
        return QStringLiteral("--ramp takes seconds, a day at most.");
    if (!http::isToken(plan.method))
        return QStringLiteral("-m takes a method such as GET, POST or HEAD.");
    for (const auto& [name, value] : plan.headers) {
        if (!http::isToken(name) || splits(value))
            return QStringLiteral("\"%1\" is no header that can be sent: write it as 'Name: value'.")
                .arg(QString::fromStdString(name).left(100));
    }
    return {};
}

} // namespace

Result<void> check(const Plan& plan)
{
    if (const QString why = whyNot(plan); !why.isEmpty())
        return Error{ErrorCode::Invalid, why, {}};
    return {};
}

std::string nameOf(const Plan& plan)
{
    return plan.name.empty() ? plan.target.path : plan.name;
}

Result<std::vector<Plan>> ancestorPlans(const QString& baseUrl)
{
    struct Page
    {
        const char* path;
        const char* name;
    };
    constexpr std::array pages = {Page{"/hello-tornado", "/hello-tornado"}, Page{"/polls/", "/polls"},
                                  Page{"/admin/login/?next=/admin/", "/admin"}};
    QString base = baseUrl.trimmed();
    while (base.endsWith(u'/') && !base.endsWith(QStringLiteral("://")))
        base.chop(1);
    std::vector<Plan> plans;
    for (const Page& page : pages) {
        auto target = parseTarget(base + QString::fromLatin1(page.path));
        if (!target)
            return target.error();
        Plan plan;
        plan.target = std::move(*target);
        plan.name = page.name;
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace windsock::bench
