// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run as a line to draw, with no more points than a screen can show. Pure functions, any thread.
#pragma once

#include "core/bench/run.h"

#include <cstdint>
#include <vector>

namespace windsock::bench {

struct CurvePoint
{
    double x = 0;
    double ms = 0; ///< latency
    bool operator==(const CurvePoint&) const = default;
};

enum class CurveForm {
    Sorted,      ///< the ancestor's: x is the request's number, 1 to n, from the fastest to the slowest
    Arrival,     ///< x is the request's number in the order in which they began
    Percentiles, ///< x is 1/(1-p), for a logarithmic axis: 10 is p90, 100 p99; the slowest of n requests is at n
};

inline constexpr std::size_t mostCurvePoints = 1000;

/// Whether it is known in which order the requests began: not of ab's -g files, which have whole seconds and are
/// sorted.
bool knowsArrival(const Run& run);

/// Ascending x, `most` points (3 at least). Sorted and Percentiles: from every sample, or where not all were kept from
/// the histogram; the first and the last point are the fastest and the slowest request. Arrival: of the requests that
/// were kept, the fastest and the slowest of each stretch of them and the last, so that no spike is lost; none when
/// knowsArrival() is false.
std::vector<CurvePoint> curveOf(const Run& run, CurveForm form, std::size_t most = mostCurvePoints);

} // namespace windsock::bench
