// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as the benchmark's tests want them. Plain functions.
#pragma once

#include "core/bench/rungroup.h"

namespace windsock::ui::test {

/// `requests` of `name`, the slowest of which took `ms`.
inline std::shared_ptr<const bench::Run> benchRun(const std::string& name, double ms, int requests = 100)
{
    auto run = std::make_shared<bench::Run>();
    run->plan.target = *bench::parseTarget(QStringLiteral("http://127.0.0.1:8000/x"));
    run->plan.name = name;
    run->plan.connections = 10;
    run->started = WallClock::now();
    run->taken = microseconds(static_cast<std::int64_t>(ms * 1000 * requests / 10));
    for (int i = 0; i < requests; ++i) {
        bench::Sample sample;
        sample.begun = i * 100;
        sample.total = static_cast<std::uint32_t>(ms * 1000 * (i + 1) / requests);
        run->samples.push_back(sample);
        run->latency.record(microseconds(sample.total));
        run->service.record(microseconds(sample.total));
    }
    run->complete = static_cast<std::uint64_t>(requests);
    return run;
}

inline bench::RunGroup benchGroup(const std::string& title, double ms, int times = 1)
{
    bench::RunGroup group{{}, title, {}};
    for (int i = 0; i < times; ++i) {
        for (const char* name : {"/hello-tornado", "/polls"})
            group.runs.push_back(benchRun(name, ms + i * 0.01));
    }
    return group;
}

} // namespace windsock::ui::test
