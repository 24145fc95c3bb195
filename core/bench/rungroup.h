// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunGroup: runs that belong together: a run's pages, each perhaps several times. A plain value, for any thread.
#pragma once

#include "core/bench/blocking.h"

#include <memory>
#include <string>
#include <vector>

namespace windsock::bench {

using Runs = std::vector<std::shared_ptr<const Run>>;

struct RunGroup
{
    std::string id;    ///< of a RunStore; empty: not kept
    std::string title; ///< for people: "demo polls", "py35-django19 (2016)"
    Runs runs;
    /// When it is the measurement "Would Tornado have blocked?", all of it; the runs are then the loaded echoes.
    BlockingResults blocking{};
};

/// What one curve of a picture stands for: a page, and the runs of it.
struct RepeatedRun
{
    std::string name;
    Runs runs;

    /// The one whose requests per second are the median (of two the lower one).
    const std::shared_ptr<const Run>& typical() const;
};

/// What a name says is asked for: "/polls" of the ancestor's "/polls (Django)" too. Runs of one page can be compared.
std::string pageOf(const std::string& name);
/// By name, in the order of their first runs. Runs that could not be run are left out.
std::vector<RepeatedRun> repeatedRuns(const RunGroup& group);
/// When its first run began.
Wall startOf(const RunGroup& group);

} // namespace windsock::bench
