// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `windsock bench` prints and writes of its runs. Main thread.
#pragma once

#include "app/benchoptions.h"
#include "core/bench/rungroup.h"

namespace windsock::app {

/// ab's text and our remarks to standard output; of a run that could not be made its reason, to standard error.
void printReport(const bench::Run& run);
/// Writes what was asked for. Several runs get a file each, "name-2.tsv" the second, but for the picture and the JSON,
/// which hold all. Error: the first that could not be written; the others are.
Result<void> writeBenchFiles(const BenchFiles& files, const bench::Runs& runs, const QString& title);

} // namespace windsock::app
