// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text that ab (ApacheBench 2.3, as Debian has it) prints of such a run: the same lines, columns, rounding and
// rules, so that it can be laid beside an old one. A pure function, any thread.
#pragma once

#include "core/bench/run.h"

#include <string>

namespace windsock::bench {

/// From "Server Software:" to the last percentage; every line ends in \n. Times are whole ms, as ab rounds them. In an
/// open loop a request's total counts from its intended time, and so does what ab calls processing (total - connect).
/// Where not every request was kept one by one (Plan::samples), Total and the percentages are the histogram's, and a
/// last line says so. Of a run that was read from a -g file (hasTimesOnly()) it has what is known. Of a run that could
/// not be made (Run::error), and of none, the counts are 0.
std::string abReport(const Run& run);

} // namespace windsock::bench
