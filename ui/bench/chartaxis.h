// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChartAxis: from where to where an axis goes, and its ticks with their labels; linear, logarithmic, or of percentiles.
// Pure values, any thread.
#pragma once

#include <QString>

#include <vector>

namespace windsock::ui {

struct ChartTick
{
    double place; ///< as position() gives it
    QString label;
    bool operator==(const ChartTick&) const = default;
};

struct ChartAxis
{
    bool logarithmic = false; ///< places are then decimal logarithms
    double low = 0;           ///< place
    double high = 1;          ///< place
    std::vector<ChartTick> ticks;

    /// Where a value lies. On a logarithmic axis what is below its begin, 0 too, lies at its begin.
    double position(double value) const;
};

/// From 0 to exactly `greatest`, ticks at round numbers, `most` steps at most: requests.
ChartAxis countAxis(double greatest, int most);
/// From 0 to the round number above `greatest`, so that no curve runs along its edge: milliseconds.
ChartAxis linearAxis(double greatest, int most);
/// Around positive values, from one of 1, 2, 5 × 10^n to another; ticks at all of these while there is room for them,
/// otherwise at the decades.
ChartAxis logAxis(double least, double greatest, int most);
/// x is 1/(1-p), from 1 to `greatest` (10 at least): "50 %", "90 %", "99 %", "99.9 %" …
ChartAxis percentileAxis(double greatest);

} // namespace windsock::ui
