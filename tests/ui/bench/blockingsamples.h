// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Measurements of blocking as tests want them. Plain functions.
#pragma once

#include "core/bench/blocking.h"
#include "tests/ui/bench/samples.h"

namespace windsock::ui::test {

/// 100 echoes, the slowest of which took `ms`; `lost` more did not come back.
inline std::shared_ptr<const bench::Run> echoRun(double ms, std::uint64_t lost = 0)
{
    auto run = std::make_shared<bench::Run>(*benchRun("", ms));
    run->plan = bench::echoPlan(*bench::parseTarget(QStringLiteral("ws://127.0.0.1:9000/ws/hello-tornado")),
                                bench::echoInterval * (100 + static_cast<int>(lost)));
    return run;
}

inline bench::BlockingResult blockingResult(bench::Arrangement arrangement, int count, double ms,
                                            std::uint64_t lost = 0)
{
    auto pages = std::make_shared<bench::Run>(*benchRun("", 100, 500));
    pages->plan = bench::pagePlan(*bench::parseTarget(QStringLiteral("http://127.0.0.1:9000/polls/")), {});
    return {arrangement, count, echoRun(0.4), echoRun(ms, lost), pages};
}

/// Tornado would have blocked.
inline bench::BlockingResults blockingResults()
{
    return {blockingResult(bench::Arrangement::Loop, 1, 200), blockingResult(bench::Arrangement::Threads, 4, 20),
            blockingResult(bench::Arrangement::Processes, 2, 5)};
}

} // namespace windsock::ui::test
