// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run in the order in which its requests began, in µs: what ab's -g files, which are sorted, cannot tell. A pure
// function, any thread.
#pragma once

#include "core/bench/run.h"

#include <string>

namespace windsock::bench {

/// CSV: a comment line that says what the columns are, a head, a line a request that was kept one by one:
/// `begun,delay,connect,wait,total`, as in Sample.
std::string toArrivalCsv(const Run& run);

} // namespace windsock::bench
