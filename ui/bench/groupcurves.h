// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of runs that are laid over each other: a page has one colour in all groups, a group one kind of line. Pure
// functions, any thread.
#pragma once

#include "core/bench/rungroup.h"
#include "ui/bench/drawncurve.h"

#include <QStringList>

namespace windsock::ui {

/// The index of a page, the same in every group; a page that is new joins `names`.
std::size_t colorIndex(QStringList& names, const std::string& name);
/// Echoes that were lost are drawn as late as they were waited for.
std::vector<DrawnCurve> curvesOf(const std::vector<bench::RunGroup>& groups, bench::CurveForm form);

} // namespace windsock::ui
