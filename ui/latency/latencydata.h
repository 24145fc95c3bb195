// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From slices and round trips to what the charts draw. Pure functions; any thread.
#pragma once

#include "core/metrics/metrics.h"
#include "ui/latency/chartmath.h"
#include "ui/latency/latencychart.h"
#include "ui/latency/roundtrips.h"

namespace windsock::ui {

/// Percentiles of the slices that had requests, at their middles.
std::vector<LatencyPoint> latencyPoints(const std::vector<metrics::Slice>& slices, const TimeMap& map);
/// The last ten seconds (or the last slice, when it is longer) that had requests, as one; empty when none had.
metrics::Histogram recent(const std::vector<metrics::Slice>& slices);

struct Bars
{
    QList<QPointF> requests;
    QList<QPointF> failures;
    double width = 0;      ///< ms
    double rate = 0;       ///< requests a second over the last three
    double errorShare = 0; ///< of the window's requests, 0 to 1
};

/// At most `most` bars; their edges stay at the same times while the axis moves on.
Bars barsFrom(const std::vector<metrics::Slice>& slices, const TimeMap& map, Monotonic now, int most);

/// p50 and max of the replies in each `step` that had some.
std::vector<LatencyPoint> roundTripPoints(const RoundTrips& trips, const TimeMap& map, Monotonic from,
                                          std::chrono::milliseconds step);
metrics::Histogram recent(const RoundTrips& trips, Monotonic from);

} // namespace windsock::ui
