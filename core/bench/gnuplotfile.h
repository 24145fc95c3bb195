// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ab's -g files: written as ab does, and read back to a Run. Reading is pure but for readGnuplotFile(); any thread.
#pragma once

#include "core/bench/run.h"

#include <string>
#include <string_view>

namespace windsock::bench {

/// Tab-separated: "starttime seconds ctime dtime ttime wait", a row for each request that was kept one by one, in ab's
/// order (by total), whole ms, local time. In an open loop ttime is the latency, dtime ttime - ctime.
std::string toGnuplot(const Run& run);

/// A file has what it has: whole ms, begins in whole seconds, no counts, no failures. So the result's `begun` are whole
/// seconds, its samples ordered by them, and its requests those of the file. `connections` is 0 (not known) but for the
/// ancestor's files, and `taken` the best that can be told: for those from the sum of the times, otherwise from the
/// seconds, and 0 (not known) where these would be more than a tenth wrong. Lines may end in CRLF, be blank, have more
/// columns. Error: Invalid, with file and line; at most 5,000,000 requests.
Result<Run> parseGnuplot(std::string_view bytes, const QString& file);
/// Error: NotFound, PermissionDenied, Invalid (also: over 512 MiB).
Result<Run> readGnuplotFile(const QString& file);

} // namespace windsock::bench
