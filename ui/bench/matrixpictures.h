// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmarks' pictures of a matrix, for its report. GUI thread of a QApplication, which may run on the offscreen
// platform.
#pragma once

#include "core/matrix/environmentresult.h"
#include "core/matrix/reportfacts.h"

namespace windsock::ui {

/// One a benchmark, titled as the ancestor's: "Windsock (py311-django32): 2,000 requests, 100 at once".
matrix::Pictures drawPictures(const std::vector<matrix::EnvironmentResult>& results);

} // namespace windsock::ui
