// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/rungroup.h"

#include <algorithm>

namespace windsock::bench {

namespace {

std::size_t middleOf(const Runs& runs)
{
    std::vector<std::size_t> order(runs.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return perSecond(*runs[a]) < perSecond(*runs[b]); });
    return order[(order.size() - 1) / 2];
}

} // namespace

const std::shared_ptr<const Run>& RepeatedRun::typical() const
{
    return runs[middleOf(runs)];
}

std::string pageOf(const std::string& name)
{
    return name.substr(0, name.find(" ("));
}

std::vector<RepeatedRun> repeatedRuns(const RunGroup& group)
{
    std::vector<RepeatedRun> all;
    for (const auto& run : group.runs) {
        if (!run->error.empty())
            continue;
        const std::string name = nameOf(run->plan);
        auto same = std::find_if(all.begin(), all.end(), [&](const RepeatedRun& one) { return one.name == name; });
        if (same == all.end())
            same = all.insert(all.end(), RepeatedRun{name, {}});
        same->runs.push_back(run);
    }
    return all;
}

Wall startOf(const RunGroup& group)
{
    return group.runs.empty() ? Wall() : group.runs.front()->started;
}

} // namespace windsock::bench
