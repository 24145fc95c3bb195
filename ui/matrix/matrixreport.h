// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report of what the page has seen, with the benchmarks drawn as pictures. GUI thread; owns nothing.
#pragma once

#include "core/matrix/environmentrun.h"
#include "core/matrix/report.h"

namespace windsock::ui {

/// matrix::writeReport() with the pictures and this moment's facts. `file` empty: the matrix is this machine's.
Result<void> writeMatrixReport(const QString& folder, const std::vector<matrix::EnvironmentResult>& results,
                               const QString& file, const matrix::RunOptions& options);

} // namespace windsock::ui
