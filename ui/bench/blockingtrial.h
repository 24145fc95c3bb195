// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingTrial: the measurement "Would Tornado have blocked?" under way, as the benchmark page sees it: implemented by
// app, which knows how to serve an application, and by tests. GUI thread, which no call holds up but the destructor;
// owned by the page.
#pragma once

#include "core/bench/blocking.h"

#include "core/base/result.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace windsock::ui {

/// What is asked for: a page of the application, and the load.
struct BlockingWish
{
    QString page = QStringLiteral("/polls/");
    bench::BlockingLoad load;
};

struct BlockingProgress
{
    enum class Phase {
        Starting, ///< the application
        Alone,    ///< echoes with nothing else to do
        Loaded,   ///< echoes beside pages
        Ending,   ///< it was stopped, and what runs is being ended
    };
    Phase phase = Phase::Starting;
    bench::Arrangement arrangement = bench::Arrangement::Loop;
    double share = 0; ///< of the whole, 0 to 1
};

class BlockingTrial
{
public:
    /// Stops it, and waits until nothing of it runs any more: up to two seconds.
    virtual ~BlockingTrial() = default;
    /// Ends soon, with the arrangements that were measured.
    virtual void stop() = 0;
    virtual bool finished() const = 0;
    virtual BlockingProgress progress() const = 0;
    /// Those that were measured to their end, in order.
    virtual bench::BlockingResults results() const = 0;
    /// Why it could not be measured to the end.
    virtual std::optional<Error> error() const = 0;
    /// What was measured, for the run's title: "mysite · Python 3.11.2 · Django 3.2.19"; may be empty at first.
    virtual QString subject() const = 0;
};

/// Starts one. Error: Invalid, what is wrong with the wish.
using BlockingTrialFactory = std::function<Result<std::unique_ptr<BlockingTrial>>(const BlockingWish&)>;

} // namespace windsock::ui
