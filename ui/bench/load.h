// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Load: a load that is being put on a server, as the benchmark page sees it, so that tests can stand in for one. The
// real one is a bench::LoadGenerator. GUI thread; owned by the page.
#pragma once

#include "core/bench/rungroup.h"

#include <functional>
#include <memory>
#include <vector>

namespace windsock::ui {

class Load
{
public:
    virtual ~Load() = default;
    /// Ends soon, with what there is.
    virtual void stop() = 0;
    virtual bench::Progress progress() const = 0;
    virtual bool finished() const = 0;
    /// Those that have ended.
    virtual bench::Runs runs() const = 0;
};

using LoadFactory = std::function<std::unique_ptr<Load>(std::vector<bench::Plan>)>;

/// Starts a bench::LoadGenerator.
std::unique_ptr<Load> startLoad(std::vector<bench::Plan> plans);

} // namespace windsock::ui
