// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A histogram as an HdrHistogram .hgrm file, for the plotters that read those. A pure function, any thread.
#pragma once

#include "core/metrics/histogram.h"

#include <string>

namespace windsock::bench {

/// In ms, five rows each time the distance to 100 % halves, as HdrHistogram_c's hdr_percentiles_print writes one of two
/// significant digits (ours has the same buckets), but with three decimals. A value is the top of its bucket, the
/// greatest too; mean and deviation are those of the buckets' middles. Of an empty histogram everything is 0.
std::string toHgrm(const metrics::Histogram& histogram);

} // namespace windsock::bench
