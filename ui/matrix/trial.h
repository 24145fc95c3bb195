// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixTrial: environments that are being tried, as the compatibility page sees them, so that tests can stand in. The
// real one is a matrix::Runner. GUI thread; owned by the page.
#pragma once

#include "core/matrix/runner.h"

#include <functional>
#include <memory>
#include <vector>

namespace windsock::ui {

class MatrixTrial
{
public:
    virtual ~MatrixTrial() = default;
    /// Ends soon; what waits stays waiting.
    virtual void cancel() = 0;
    virtual bool finished() const = 0;
    /// As they were given.
    virtual std::vector<matrix::EnvironmentState> states() const = 0;
    /// Counts up with every change of a state.
    virtual std::uint64_t version() const = 0;
};

/// Begins at once. Empty: nothing can be tried.
using TrialFactory =
    std::function<std::unique_ptr<MatrixTrial>(std::vector<matrix::EnvironmentSpec>, matrix::RunOptions)>;

/// Starts a matrix::Runner that serves with `makeSite`: some side by side, with a benchmark one after the other.
TrialFactory trialsWith(matrix::SiteFactory makeSite);

} // namespace windsock::ui
