// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/blocking.h"

#include <algorithm>

namespace windsock::bench {

namespace {

// A second's worth: a loop that stands still for longer makes an echo wait for a WebSocket too.
constexpr int webSockets = 50;
constexpr int firstPages = 20;
constexpr int firstConnections = 4;
constexpr std::chrono::hours untilStopped{1};

} // namespace

const char* wordOf(Arrangement arrangement)
{
    constexpr std::array words = {"loop", "threads", "processes"};
    return words[static_cast<std::size_t>(arrangement)];
}

Plan echoPlan(const Target& webSocket, std::chrono::milliseconds time)
{
    Plan plan;
    plan.target = webSocket;
    plan.rate = 1000.0 / static_cast<double>(echoInterval.count());
    plan.requests = static_cast<std::uint64_t>(std::max<std::int64_t>(1, time / echoInterval));
    plan.connections = static_cast<int>(std::min<std::uint64_t>(webSockets, plan.requests));
    plan.duration = time + echoLimit;
    plan.timeout = echoLimit;
    return plan;
}

Plan pagePlan(const Target& page, const BlockingLoad& load)
{
    Plan plan;
    plan.target = page;
    plan.requests = 0;
    plan.duration = untilStopped;
    plan.connections = load.connections;
    return plan;
}

Plan firstPagesPlan(const Target& page)
{
    Plan plan;
    plan.target = page;
    plan.requests = firstPages;
    plan.connections = firstConnections;
    return plan;
}

constexpr std::uint64_t mostLost = 1'000'000; // of a file that says more

std::uint64_t lostEchoes(const Run& echo)
{
    return echo.plan.requests - std::min(echo.plan.requests, echo.complete);
}

Run withLost(const Run& echo)
{
    Run all = echo;
    const std::uint64_t lost = lostEchoes(echo);
    if (lost == 0)
        return all;
    all.latency.record(echoLimit, lost);
    all.complete += lost;
    Sample sample;
    sample.begun = echo.taken.count(); // when they should have begun is not known
    sample.total = static_cast<std::uint32_t>(microseconds(echoLimit).count());
    if (echo.samples.size() == echo.complete && lost <= mostLost)
        all.samples.insert(all.samples.end(), lost, sample);
    else
        all.samples.clear(); // the histogram has them
    return all;
}

microseconds roundTrip(const Run& echo, double percent)
{
    metrics::Histogram all = echo.latency;
    if (const std::uint64_t lost = lostEchoes(echo); lost > 0)
        all.record(echoLimit, lost);
    return all.percentile(percent);
}

std::uint64_t failuresOf(const BlockingResult& result)
{
    return result.pages->failures.incomplete() + result.pages->badStatus + lostEchoes(*result.idle) +
           lostEchoes(*result.loaded);
}

} // namespace windsock::bench
