// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a matrix run, as files: report.rst, report.html and report.json, and the benchmarks' pictures beside
// them. Any one thread.
#pragma once

#include "core/base/result.h"
#include "core/matrix/environmentresult.h"
#include "core/matrix/reportfacts.h"

namespace windsock::matrix {

/// Makes the folder when it is not there. Each file is whole or not there; one that cannot be written does not keep the
/// others from being written. Error: Failed, with the names of those that are missing.
Result<void> writeReport(const QString& folder, const std::vector<EnvironmentResult>& results, const ReportFacts& facts,
                         const Pictures& pictures = {});

} // namespace windsock::matrix
