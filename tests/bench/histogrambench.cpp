// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs to measure: recording a sample, and reading slices back. Prints ns per operation.
#include "core/metrics/metrics.h"

#include <cstdio>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::metrics;

namespace {

std::vector<microseconds> latencies()
{
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> latency(7.0, 1.0);
    std::vector<microseconds> values(65'536);
    for (microseconds& value : values)
        value = microseconds(std::int64_t(latency(random)));
    return values;
}

template <class Work>
void measure(const char* name, std::size_t count, Work work)
{
    const Monotonic start = MonotonicClock::now();
    for (std::size_t i = 0; i < count; ++i)
        work(i);
    const std::chrono::duration<double, std::nano> took = MonotonicClock::now() - start;
    std::printf("%-44s %12.1f ns/op\n", name, took.count() / double(count));
}

} // namespace

int main()
{
    const std::vector<microseconds> values = latencies();
    const auto value = [&values](std::size_t i) { return values[i % values.size()]; };
    const Monotonic start = MonotonicClock::now();

    Histogram sparse;
    measure("Histogram::record", 1'000'000, [&](std::size_t i) { sparse.record(value(i)); });
    measure("Histogram::percentile", 100'000, [&](std::size_t i) { (void)sparse.percentile(double(i % 100)); });
    Histogram sum;
    measure("Histogram::merge", 100'000, [&](std::size_t) { sum.merge(sparse); });

    Metrics metrics;
    auto& shard = metrics.addShard();
    const Sample sample{".*", true, 200, 500us, 300us};
    measure("Shard::record, 50,000 a second", 5'000'000, [&](std::size_t i) {
        Sample s = sample;
        s.latency = value(i);
        s.service = value(i + 1);
        shard.record(s, start + i * 20us);
    });
    measure("Shard::record, 50 a second (seals often)", 360'000, [&](std::size_t i) {
        Sample s = sample;
        s.latency = value(i);
        s.service = value(i + 1);
        shard.record(s, start + 100s + i * 20ms);
    });
    const Monotonic end = start + 100s + 360'000 * 20ms;
    for (const auto window : {60s, 600s, 7'200s, 86'400s}) {
        char name[64];
        std::snprintf(name, sizeof name, "Metrics::slices, %lld s", static_cast<long long>(window.count()));
        measure(name, 20, [&](std::size_t) { (void)metrics.slices(Metrics::Scope::Backend, {}, window, end); });
    }
}
