// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/curve.h"

#include "core/bench/ranks.h"

#include <algorithm>
#include <cmath>

namespace windsock::bench {

namespace {

using Curve = std::vector<CurvePoint>;

double msOf(std::int64_t us)
{
    return static_cast<double>(us) / 1000;
}

/// At most `most` of the ranks 1 to n, the first and the last among them; `rankOf` maps 0…1 to them, ascending.
template <class RankOf>
std::vector<std::uint64_t> chosenRanks(std::uint64_t n, std::size_t most, RankOf rankOf)
{
    std::vector<std::uint64_t> ranks;
    const std::size_t steps = static_cast<std::size_t>(std::min<std::uint64_t>(n, std::max<std::size_t>(most, 2)));
    for (std::size_t i = 0; i < steps; ++i) {
        const double place = steps > 1 ? static_cast<double>(i) / static_cast<double>(steps - 1) : 0;
        const double rank = std::clamp(std::round(rankOf(place)), 1.0, static_cast<double>(n));
        if (ranks.empty() || static_cast<std::uint64_t>(rank) != ranks.back())
            ranks.push_back(static_cast<std::uint64_t>(rank));
    }
    return ranks;
}

Curve sortedCurve(const Run& run, std::size_t most)
{
    const Ranks ranks = ranksOf(run);
    const double last = static_cast<double>(ranks.count()) - 1;
    Curve curve;
    for (const std::uint64_t rank : chosenRanks(ranks.count(), most, [&](double place) { return 1 + place * last; }))
        curve.push_back({static_cast<double>(rank), msOf(ranks.at(rank))});
    return curve;
}

/// Evenly on the logarithmic axis: the slow tail has as many points as the rest.
Curve percentileCurve(const Run& run, std::size_t most)
{
    const Ranks ranks = ranksOf(run);
    const double n = static_cast<double>(ranks.count());
    const auto rankOf = [&](double place) { return n + 1 - std::pow(n, 1 - place); };
    Curve curve;
    for (const std::uint64_t rank : chosenRanks(ranks.count(), most, rankOf))
        curve.push_back({n / (n - static_cast<double>(rank) + 1), msOf(ranks.at(rank))});
    return curve;
}

/// The fastest and the slowest of samples [from, to), in their order.
void addExtremes(Curve& curve, const std::vector<Sample>& samples, std::size_t from, std::size_t to)
{
    const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = samples.begin() + static_cast<std::ptrdiff_t>(to);
    auto [least, greatest] =
        std::minmax_element(begin, end, [](const Sample& a, const Sample& b) { return latencyOf(a) < latencyOf(b); });
    if (greatest < least)
        std::swap(least, greatest);
    const auto add = [&](auto sample) {
        curve.push_back({static_cast<double>(sample - samples.begin() + 1), msOf(latencyOf(*sample))});
    };
    add(least);
    if (greatest != least)
        add(greatest);
}

Curve arrivalCurve(const Run& run, std::size_t most)
{
    std::vector<Sample> samples = run.samples;
    std::stable_sort(samples.begin(), samples.end(),
                     [](const Sample& a, const Sample& b) { return a.begun < b.begun; });
    const std::size_t stretches =
        samples.size() <= most ? samples.size() : (std::max<std::size_t>(most, 3) - 1) / 2; // two points each
    Curve curve;
    for (std::size_t i = 0; i < stretches; ++i)
        addExtremes(curve, samples, i * samples.size() / stretches, (i + 1) * samples.size() / stretches);
    const double last = static_cast<double>(samples.size());
    if (!curve.empty() && curve.back().x < last) // the axis ends where the run does
        curve.push_back({last, msOf(latencyOf(samples.back()))});
    return curve;
}

} // namespace

bool knowsArrival(const Run& run)
{
    return run.samples.size() == 1 || std::any_of(run.samples.begin(), run.samples.end(),
                                                  [](const Sample& sample) { return sample.begun % 1'000'000 != 0; });
}

std::vector<CurvePoint> curveOf(const Run& run, CurveForm form, std::size_t most)
{
    switch (form) {
    case CurveForm::Arrival:
        return knowsArrival(run) ? arrivalCurve(run, most) : Curve();
    case CurveForm::Percentiles:
        return percentileCurve(run, most);
    case CurveForm::Sorted:
        break;
    }
    return sortedCurve(run, most);
}

} // namespace windsock::bench
