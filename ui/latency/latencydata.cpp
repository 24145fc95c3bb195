// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/latencydata.h"

#include <algorithm>
#include <cmath>

namespace windsock::ui {

using metrics::Histogram;
using metrics::Slice;

namespace {

double ms(microseconds value)
{
    return static_cast<double>(value.count()) / 1000.0;
}

LatencyPoint pointOf(double x, const Histogram& histogram)
{
    return {x,
            {ms(histogram.percentile(50)), ms(histogram.percentile(90)), ms(histogram.percentile(99)),
             ms(histogram.max())}};
}

double seconds(Monotonic::duration span)
{
    return std::chrono::duration<double>(span).count();
}

/// Requests of the three seconds up to now, of which the running one is not over.
double rateOf(const std::vector<Slice>& slices, Monotonic now)
{
    double requests = 0;
    double span = 0;
    for (auto it = slices.rbegin(); it != slices.rend() && span < 3; ++it) {
        requests += static_cast<double>(it->requests);
        span = std::max(0.001, seconds(now - it->start));
    }
    return span > 0 ? requests / std::max(span, 1.0) : 0;
}

} // namespace

std::vector<LatencyPoint> latencyPoints(const std::vector<Slice>& slices, const TimeMap& map)
{
    std::vector<LatencyPoint> points;
    for (const Slice& slice : slices) {
        if (!slice.latency.empty())
            points.push_back(pointOf(map.toX(slice.start + std::chrono::milliseconds(slice.step) / 2), slice.latency));
    }
    return points;
}

Histogram recent(const std::vector<Slice>& slices)
{
    Histogram sum;
    Monotonic newest;
    for (auto it = slices.rbegin(); it != slices.rend(); ++it) {
        if (it->latency.empty())
            continue;
        if (newest == Monotonic())
            newest = it->start;
        if (newest - it->start >= std::chrono::seconds(10))
            break;
        sum.merge(it->latency);
    }
    return sum;
}

Bars barsFrom(const std::vector<Slice>& slices, const TimeMap& map, Monotonic now, int most)
{
    Bars bars;
    if (slices.empty())
        return bars;
    const auto step = slices.front().step;
    const auto together = std::max<std::size_t>(1, (slices.size() + static_cast<std::size_t>(most) - 1) /
                                                       static_cast<std::size_t>(std::max(1, most)));
    const auto span = step * together;
    bars.width = seconds(span) * 1000 * 0.78;
    std::uint64_t all = 0, failed = 0;
    for (std::size_t i = 0; i < slices.size();) {
        const auto bin = slices[i].start.time_since_epoch() / span;
        const Monotonic start(span * bin);
        double requests = 0, errors = 0;
        for (; i < slices.size() && slices[i].start.time_since_epoch() / span == bin; ++i) {
            requests += static_cast<double>(slices[i].requests), errors += static_cast<double>(slices[i].errors);
            all += slices[i].requests, failed += slices[i].errors;
        }
        const double over = std::clamp(seconds(now - start), 0.2, seconds(span));
        bars.requests.append(QPointF(map.toX(start), requests / over));
        bars.failures.append(QPointF(map.toX(start), errors / over));
    }
    bars.rate = rateOf(slices, now);
    bars.errorShare = all > 0 ? static_cast<double>(failed) / static_cast<double>(all) : 0;
    return bars;
}

std::vector<LatencyPoint> roundTripPoints(const RoundTrips& trips, const TimeMap& map, Monotonic from,
                                          std::chrono::milliseconds step)
{
    std::vector<LatencyPoint> points;
    const auto& entries = trips.entries();
    auto it = std::lower_bound(entries.begin(), entries.end(), from,
                               [](const RoundTrips::Entry& entry, Monotonic at) { return entry.at < at; });
    while (it != entries.end()) {
        const auto bin = it->at.time_since_epoch() / step;
        Histogram sum;
        const Monotonic first = it->at;
        Monotonic last = first;
        for (; it != entries.end() && it->at.time_since_epoch() / step == bin; ++it) {
            sum.record(it->value);
            last = it->at;
        }
        points.push_back(pointOf(map.toX(first + (last - first) / 2), sum));
    }
    return points;
}

Histogram recent(const RoundTrips& trips, Monotonic from)
{
    Histogram sum;
    const auto& entries = trips.entries();
    for (auto it = entries.rbegin();
         it != entries.rend() && it->at >= from && entries.back().at - it->at < std::chrono::seconds(10); ++it)
        sum.record(it->value);
    return sum;
}

} // namespace windsock::ui
