// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DrawnCurve: a run as it is drawn: its points, what it is called in the legend, its colour and line. Pure values, any
// thread: sorting a million samples takes a tenth of a second, which the GUI thread need not spend.
#pragma once

#include "core/bench/curve.h"

#include <QString>

#include <memory>
#include <vector>

namespace windsock::ui {

struct DrawnCurve
{
    QString name;
    std::size_t color = 0; ///< the same for the same page, wherever it was measured
    std::size_t group = 0; ///< by place: 0 is drawn solid, the next dashed
    std::vector<bench::CurvePoint> points;
};

/// Names that occur more than once get their place behind them, or a number where the place is the same.
std::vector<DrawnCurve> drawnCurves(const std::vector<std::shared_ptr<const bench::Run>>& runs, bench::CurveForm form);

} // namespace windsock::ui
