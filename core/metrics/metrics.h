// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics: latency, throughput and errors per route over time. Each I/O thread records into a Shard of its own under a
// lock nobody else holds for long; a reader merges the shards. Any thread; owned by Runtime.
#pragma once

#include "core/base/clock.h"
#include "core/metrics/histogram.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::metrics {

/// One finished exchange, as the charts see it.
struct Sample
{
    std::string_view route;  ///< the pattern that won
    bool backend = false;    ///< answered by the routed backend
    int status = 0;          ///< 0 when it was cut
    microseconds latency{0}; ///< head parsed to last byte written
    microseconds service{0}; ///< the backend's share: leased to last byte; 0 when it does not apply
};

/// What happened in [start, start + step).
struct Slice
{
    Monotonic start;
    std::chrono::seconds step{1};
    Histogram latency;
    Histogram service;
    std::uint64_t requests = 0;
    std::uint64_t errors = 0; ///< status from 500, or cut
};

/// Numbers of this moment, not of a span.
struct Gauges
{
    std::int64_t inFlight = 0;
    std::int64_t webSockets = 0;
    std::int64_t connections = 0;
};

class Metrics
{
public:
    class Shard
    {
    public:
        Shard();
        ~Shard();
        Shard(const Shard&) = delete;
        Shard& operator=(const Shard&) = delete;
        /// Hot path: once a request, always from the one thread that owns the shard. One lock, which a reader holds for
        /// as long as it takes to copy pointers; allocates when a route or a latency of a new power of two is first
        /// seen, and once a second. `now` may lie in a past second: the sample is counted there.
        void record(const Sample& sample, Monotonic now);
        std::atomic<std::int64_t> inFlight{0};
        std::atomic<std::int64_t> webSockets{0};
        std::atomic<std::int64_t> connections{0};

    private:
        friend class Metrics;
        struct State;
        const std::unique_ptr<State> m_state;
    };

    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// A new shard, for one thread to record into; lives as long as the Metrics.
    Shard& addShard();
    Gauges gauges() const;
    /// Routes seen so far, in the order they were first seen. What was refused before routing has none.
    std::vector<std::string> routes() const;

    enum class Scope { AllRoutes, Backend, Route };
    /// The last `window` up to `now`, oldest first, in slices of 1 s (windows up to 10 min), 10 s (up to 2 h) or 60 s
    /// (longer ones, cut to 24 h). Slices start at whole steps of the monotonic clock; the last one holds `now` and
    /// still grows. Slices without a request are there, empty. `route` counts only for Scope::Route.
    std::vector<Slice> slices(Scope scope, std::string_view route, std::chrono::seconds window, Monotonic now) const;

private:
    struct RouteNames;

    const std::unique_ptr<RouteNames> m_routes; // before the shards, which refer to it
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Shard>> m_shards; // guarded by m_mutex
};

} // namespace windsock::metrics
