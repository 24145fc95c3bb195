// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metrics.h"

#include "core/metrics/timeseries.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace windsock::metrics {

namespace {

/// Lets a map of strings be searched by a string_view.
struct Hash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

Resolution resolutionFor(std::chrono::seconds window)
{
    if (window <= spanOf(Resolution::Second))
        return Resolution::Second;
    return window <= spanOf(Resolution::TenSeconds) ? Resolution::TenSeconds : Resolution::Minute;
}

std::vector<Slice> emptySlices(std::int64_t first, std::int64_t last, std::chrono::seconds step)
{
    std::vector<Slice> slices(static_cast<std::size_t>(last - first + 1));
    for (Slice& slice : slices) {
        slice.start = Monotonic(step * first++);
        slice.step = step;
    }
    return slices;
}

void add(Slice& slice, const Tally& tally)
{
    slice.latency.merge(tally.latency);
    slice.service.merge(tally.service);
    slice.requests += tally.requests;
    slice.errors += tally.errors;
}

} // namespace

/// Every shard tells here what routes it saw first.
struct Metrics::RouteNames
{
    std::mutex mutex;
    std::vector<std::string> names; // guarded by mutex

    void add(const std::string& name)
    {
        const std::lock_guard lock(mutex);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
};

struct Metrics::Shard::State
{
    using Series = std::unordered_map<std::string, std::unique_ptr<TimeSeries>, Hash, std::equal_to<>>;

    // Inserted into by the shard's thread under the lock; that thread searches without it, readers with it. A series is
    // never removed, so a pointer to one stays good.
    std::mutex mutex;
    Series web;
    Series backend;
    RouteNames* routes = nullptr;

    TimeSeries& series(std::string_view route, bool ofBackend);
    std::vector<const TimeSeries*> select(Scope scope, std::string_view route);
};

TimeSeries& Metrics::Shard::State::series(std::string_view route, bool ofBackend)
{
    Series& all = ofBackend ? backend : web;
    if (const auto found = all.find(route); found != all.end())
        return *found->second;
    std::string name(route);
    if (routes)
        routes->add(name);
    const std::lock_guard lock(mutex);
    return *all.emplace(std::move(name), std::make_unique<TimeSeries>()).first->second;
}

std::vector<const TimeSeries*> Metrics::Shard::State::select(Scope scope, std::string_view route)
{
    std::vector<const TimeSeries*> result;
    const auto take = [&](const Series& all) {
        for (const auto& [name, series] : all) {
            if (scope != Scope::Route || name == route)
                result.push_back(series.get());
        }
    };
    const std::lock_guard lock(mutex);
    take(backend);
    if (scope != Scope::Backend)
        take(web);
    return result;
}

Metrics::Shard::Shard()
    : m_state(std::make_unique<State>())
{
}

Metrics::Shard::~Shard() = default;

void Metrics::Shard::record(const Sample& sample, Monotonic now)
{
    const bool error = sample.status == 0 || sample.status >= 500;
    m_state->series(sample.route, sample.backend).record(sample.latency, sample.service, error, now);
}

Metrics::Metrics()
    : m_routes(std::make_unique<RouteNames>())
{
}

Metrics::~Metrics() = default;

Metrics::Shard& Metrics::addShard()
{
    auto shard = std::make_unique<Shard>();
    shard->m_state->routes = m_routes.get();
    const std::lock_guard lock(m_mutex);
    return *m_shards.emplace_back(std::move(shard));
}

Gauges Metrics::gauges() const
{
    Gauges sum;
    const std::lock_guard lock(m_mutex);
    for (const auto& shard : m_shards) {
        sum.inFlight += shard->inFlight.load(std::memory_order_relaxed);
        sum.webSockets += shard->webSockets.load(std::memory_order_relaxed);
        sum.connections += shard->connections.load(std::memory_order_relaxed);
    }
    return sum;
}

std::vector<std::string> Metrics::routes() const
{
    const std::lock_guard lock(m_routes->mutex);
    return m_routes->names;
}

std::vector<Slice> Metrics::slices(Scope scope, std::string_view route, std::chrono::seconds window,
                                   Monotonic now) const
{
    window = std::clamp(window, std::chrono::seconds(1), spanOf(Resolution::Minute));
    const Resolution resolution = resolutionFor(window);
    const std::chrono::seconds step = stepOf(resolution);
    const std::int64_t last = stepNumber(now, resolution);
    const std::int64_t first = last - (window + step - std::chrono::seconds(1)) / step + 1;
    std::vector<Slice> slices = emptySlices(first, last, step);
    const std::lock_guard lock(m_mutex); // shards are only added; recording does not take this lock
    for (const auto& shard : m_shards) {
        for (const TimeSeries* series : shard->m_state->select(scope, route)) {
            for (const TimeSeries::Entry& entry : series->entries(resolution, first, last))
                add(slices[static_cast<std::size_t>(entry.step - first)], *entry.tally);
        }
    }
    return slices;
}

} // namespace windsock::metrics
