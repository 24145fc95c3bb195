// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/timeseries.h"

#include <algorithm>

namespace windsock::metrics {

namespace {

constexpr std::array<std::int64_t, 3> stepSeconds{1, 10, 60};
constexpr std::array<std::int64_t, 3> spanSeconds{600, 7'200, 86'400};

std::int64_t floorDivide(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t secondOf(Monotonic time)
{
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// Where `step` stands in a ring, or would stand. Nearly always at its end.
template <class Ring>
auto findStep(Ring& ring, std::int64_t step)
{
    return std::lower_bound(ring.begin(), ring.end(), step,
                            [](const TimeSeries::Entry& entry, std::int64_t s) { return entry.step < s; });
}

} // namespace

void Tally::merge(const Tally& other)
{
    latency.merge(other.latency);
    service.merge(other.service);
    requests += other.requests;
    errors += other.errors;
}

std::chrono::seconds stepOf(Resolution resolution)
{
    return std::chrono::seconds(stepSeconds[static_cast<std::size_t>(resolution)]);
}

std::chrono::seconds spanOf(Resolution resolution)
{
    return std::chrono::seconds(spanSeconds[static_cast<std::size_t>(resolution)]);
}

std::int64_t stepNumber(Monotonic time, Resolution resolution)
{
    return floorDivide(secondOf(time), stepOf(resolution).count());
}

void TimeSeries::record(microseconds latency, microseconds service, bool error, Monotonic now)
{
    const std::int64_t second = secondOf(now);
    const std::lock_guard lock(m_mutex);
    if (m_running.requests > 0 && second < m_running.second) { // a time taken before the second was sealed
        Tally late;
        late.requests = 1;
        late.errors = error ? 1 : 0;
        late.latency.record(latency);
        if (service.count() > 0)
            late.service.record(service);
        fold(second, late);
        return;
    }
    if (second != m_running.second) {
        seal();
        m_running.second = second;
    }
    count(latency, service, error);
}

void TimeSeries::count(microseconds latency, microseconds service, bool error)
{
    m_running.latency.record(latency);
    if (service.count() > 0)
        m_running.service.record(service);
    ++m_running.requests;
    m_running.errors += error ? 1 : 0;
}

Tally TimeSeries::running() const
{
    return {m_running.latency.toHistogram(), m_running.service.toHistogram(), m_running.requests, m_running.errors};
}

void TimeSeries::seal()
{
    if (m_running.requests == 0)
        return;
    fold(m_running.second, running());
    m_running.latency.clear();
    m_running.service.clear();
    m_running.requests = m_running.errors = 0;
}

/// Each resolution is kept up to the last sealed second, so that none has to be made from a finer one when it is read.
void TimeSeries::fold(std::int64_t second, const Tally& tally)
{
    const std::int64_t newest = std::max(second, m_running.second);
    for (std::size_t i = 0; i < m_sealed.size(); ++i) {
        std::deque<Entry>& ring = m_sealed[i];
        const std::int64_t oldest = floorDivide(newest - spanSeconds[i], stepSeconds[i]);
        if (const std::int64_t step = floorDivide(second, stepSeconds[i]); step >= oldest)
            foldInto(ring, step, tally);
        while (!ring.empty() && ring.front().step < oldest)
            ring.pop_front();
    }
}

/// A reader may hold what is there, so a tally is replaced and never changed.
void TimeSeries::foldInto(std::deque<Entry>& ring, std::int64_t step, const Tally& tally)
{
    const auto place = findStep(ring, step);
    if (place == ring.end() || place->step != step) {
        ring.insert(place, Entry{step, std::make_shared<const Tally>(tally)});
        return;
    }
    Tally merged = *place->tally;
    merged.merge(tally);
    place->tally = std::make_shared<const Tally>(std::move(merged));
}

std::vector<TimeSeries::Entry> TimeSeries::entries(Resolution resolution, std::int64_t first, std::int64_t last) const
{
    std::vector<Entry> result;
    const std::lock_guard lock(m_mutex);
    const std::deque<Entry>& ring = m_sealed[static_cast<std::size_t>(resolution)];
    const auto begin = findStep(ring, first);
    const auto end = findStep(ring, last + 1);
    result.reserve(static_cast<std::size_t>(std::distance(begin, end)) + 1);
    result.assign(begin, end);
    const std::int64_t step = floorDivide(m_running.second, stepOf(resolution).count());
    if (m_running.requests > 0 && step >= first && step <= last)
        result.push_back({step, std::make_shared<const Tally>(running())});
    return result;
}

} // namespace windsock::metrics
