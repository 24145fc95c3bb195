// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TimeSeries: one route's tallies over time, on one shard: the running second, seconds for 10 minutes, 10 s for 2
// hours, 60 s for 24 hours. Sealed tallies are immutable and shared, so a reader copies pointers and merges outside the
// lock. Its Shard's thread records, any thread reads; owned by the Shard, which never removes one.
#pragma once

#include "core/base/clock.h"
#include "core/metrics/densehistogram.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace windsock::metrics {

/// What was counted in some span.
struct Tally
{
    Histogram latency;
    Histogram service;
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;

    void merge(const Tally& other);
};

/// How finely a span is kept, finest first.
enum class Resolution { Second, TenSeconds, Minute };

/// Length of one step of a resolution.
std::chrono::seconds stepOf(Resolution resolution);
/// How far back it is kept.
std::chrono::seconds spanOf(Resolution resolution);
/// Number of the step that holds `time`, counted from the clock's epoch.
std::int64_t stepNumber(Monotonic time, Resolution resolution);

class TimeSeries
{
public:
    struct Entry
    {
        std::int64_t step; ///< stepNumber()
        std::shared_ptr<const Tally> tally;
    };

    /// Hot path: one lock and three increments; once a second the one before is sealed. A `now` in a past second is
    /// folded there, slowly.
    void record(microseconds latency, microseconds service, bool error, Monotonic now);
    /// Tallies from step `first` to `last`, ascending; the running second comes extra, so its step may occur twice.
    std::vector<Entry> entries(Resolution resolution, std::int64_t first, std::int64_t last) const;

private:
    void count(microseconds latency, microseconds service, bool error);
    void seal();
    void fold(std::int64_t second, const Tally& tally);
    static void foldInto(std::deque<Entry>& ring, std::int64_t step, const Tally& tally);
    Tally running() const;

    struct Running
    {
        std::int64_t second = 0;
        DenseHistogram latency;
        DenseHistogram service;
        std::uint64_t requests = 0;
        std::uint64_t errors = 0;
    };

    mutable std::mutex m_mutex;
    Running m_running;                         // guarded by m_mutex
    std::array<std::deque<Entry>, 3> m_sealed; // by Resolution, ascending by step; guarded by m_mutex
};

} // namespace windsock::metrics
