// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chapter of one environment: what was found, what the WebSocket and Django did, in their own words, and how fast.
// Pure, any thread.
#pragma once

#include "core/matrix/reportnames.h"

namespace windsock::matrix {

Section chapterOf(const EnvironmentResult& result, ReportNames& names);

/// Whether there is a benchmark that can be drawn.
bool hasPicture(const EnvironmentResult& result);
/// Not answered, or not with 2xx.
std::uint64_t failedOf(const bench::Run& run);

} // namespace windsock::matrix
