// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/compare.h"

#include "core/bench/decimals.h"
#include "core/bench/ranks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace windsock::bench {

namespace {

struct Figures
{
    double rate;
    double p50, p90, p99; // ms
};

struct Figure
{
    const char* name;
    double Figures::*value;
    bool moreIsBetter;
};

constexpr std::array figures = {Figure{"requests/s", &Figures::rate, true}, Figure{"p50", &Figures::p50, false},
                                Figure{"p90", &Figures::p90, false}, Figure{"p99", &Figures::p99, false}};

Figures figuresOf(const Run& run)
{
    const Ranks ranks = ranksOf(run);
    const auto ms = [&](double percent) { return static_cast<double>(ranks.percentile(percent)) / 1000; };
    return {perSecond(run), ms(50), ms(90), ms(99)};
}

std::vector<Figures> figuresOf(const Runs& group)
{
    std::vector<Figures> result;
    for (const auto& run : group)
        result.push_back(figuresOf(*run));
    return result;
}

std::vector<double> sorted(const std::vector<Figures>& group, double Figures::*value)
{
    std::vector<double> values(group.size());
    std::transform(group.begin(), group.end(), values.begin(), [value](const Figures& f) { return f.*value; });
    std::sort(values.begin(), values.end());
    return values;
}

double medianOf(const std::vector<double>& values)
{
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double changeOf(double before, double after)
{
    return (after / before - 1) * 100;
}

Verdict verdictOf(const Change& change, bool once, bool moreIsBetter)
{
    if (once)
        return Verdict::Once;
    if (change.low <= 0 && change.high >= 0)
        return Verdict::Within;
    return (change.percent > 0) == moreIsBetter ? Verdict::Better : Verdict::Worse;
}

Change changeOf(const Figure& figure, const std::vector<double>& before, const std::vector<double>& after)
{
    Change change;
    change.figure = QString::fromLatin1(figure.name);
    if (before.empty() || after.empty() || before.front() <= 0 || after.front() <= 0)
        return change;
    change.before = medianOf(before);
    change.after = medianOf(after);
    change.percent = changeOf(change.before, change.after);
    change.low = changeOf(before.back(), after.front());
    change.high = changeOf(before.front(), after.back());
    change.verdict = verdictOf(change, before.size() == 1 || after.size() == 1, figure.moreIsBetter);
    return change;
}

/// "+38", "-0.4": two figures, and never "-0".
std::string signedPercent(double percent)
{
    std::string text = fixed(percent, std::abs(percent) < 9.95 ? 1 : 0);
    if (text.find_first_of("123456789") == std::string::npos)
        return "0";
    return percent > 0 ? '+' + text : text;
}

} // namespace

std::vector<Change> compare(const Runs& before, const Runs& after)
{
    const auto old = figuresOf(before);
    const auto fresh = figuresOf(after);
    std::vector<Change> changes(figures.size());
    std::transform(figures.begin(), figures.end(), changes.begin(), [&](const Figure& figure) {
        return changeOf(figure, sorted(old, figure.value), sorted(fresh, figure.value));
    });
    return changes;
}

QString textOf(const Change& change)
{
    if (change.verdict == Verdict::Unknown)
        return QStringLiteral("not known");
    const QString percent = QString::fromStdString(signedPercent(change.percent)) + QStringLiteral(" %");
    if (change.verdict == Verdict::Once)
        return percent + QStringLiteral(": run it again to know the spread");
    const double spread = std::max(change.high - change.percent, change.percent - change.low);
    const QString both = percent + QStringLiteral(" ± ") +
                         QString::fromStdString(fixed(spread, spread < 9.95 ? 1 : 0)) + QStringLiteral(" %");
    switch (change.verdict) {
    case Verdict::Better:
        return both + QStringLiteral(": better");
    case Verdict::Worse:
        return both + QStringLiteral(": worse");
    default:
        return both + QStringLiteral(": within the spread, no change seen");
    }
}

} // namespace windsock::bench
