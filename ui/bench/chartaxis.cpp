// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/chartaxis.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double tiny = 1e-9;     // what decimal fractions are off
constexpr double leastMs = 0.001; // a µs: a logarithmic axis never meets a zero

/// The least of 1, 2, 5 × 10^n of which `most` reach `span`.
double stepFor(double span, int most)
{
    const double least = span / std::max(most, 1);
    const double decade = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (least <= factor * decade * (1 + tiny))
            return factor * decade;
    }
    return 10 * decade;
}

/// "0.05", "2000", "60,000": grouped from five figures on.
QString labelOf(double value)
{
    if (value < 10'000)
        return QString::number(value, 'g', 6);
    return QLocale(QLocale::English).toString(static_cast<qint64>(std::llround(value)));
}

/// The greatest of 1, 2, 5 × 10^n that is not above `value`.
double roundBelow(double value)
{
    const double decade = std::pow(10.0, std::floor(std::log10(value) + tiny));
    for (const double factor : {5.0, 2.0}) {
        if (value >= factor * decade * (1 - tiny))
            return factor * decade;
    }
    return decade;
}

/// The least of them that is not below `value`.
double roundAbove(double value)
{
    const double below = roundBelow(value);
    return below >= value * (1 - tiny) ? below : roundBelow(below * 2.5);
}

void addTicks(ChartAxis& axis, double step)
{
    const int steps = static_cast<int>(std::floor(axis.high / step * (1 + tiny)));
    for (int i = 0; i <= steps; ++i)
        axis.ticks.push_back({i * step, labelOf(i * step)});
}

} // namespace

double ChartAxis::position(double value) const
{
    if (!logarithmic)
        return value;
    return value > 0 ? std::max(low, std::log10(value)) : low;
}

ChartAxis countAxis(double greatest, int most)
{
    ChartAxis axis;
    axis.high = greatest > 1 ? greatest : 2; // a lone request does not stand on the edge
    addTicks(axis, std::max(1.0, stepFor(axis.high, most)));
    return axis;
}

ChartAxis linearAxis(double greatest, int most)
{
    constexpr double room = 0.05; // of a step
    ChartAxis axis;
    const double value = greatest > 0 ? greatest : 0.9;
    const double step = stepFor(value, most);
    axis.high = step * std::ceil(value / step + room);
    addTicks(axis, step);
    return axis;
}

ChartAxis logAxis(double least, double greatest, int most)
{
    constexpr double room = 1.05; // no curve runs along the upper edge
    ChartAxis axis;
    axis.logarithmic = true;
    const double low = roundBelow(std::max(least, leastMs));
    const double high = roundAbove(std::max(greatest, low) * room);
    axis.low = std::log10(low);
    axis.high = std::log10(high);
    const double decades = axis.high - axis.low;
    const bool fine = decades * 3 <= most;
    const int every = std::max(1, static_cast<int>(std::ceil(decades / most)));
    for (int decade = static_cast<int>(std::floor(axis.low)); decade <= axis.high + tiny; decade += fine ? 1 : every) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double place = decade + std::log10(factor);
            if ((fine || factor < 2) && place > axis.low - tiny && place < axis.high + tiny)
                axis.ticks.push_back({place, labelOf(factor * std::pow(10.0, decade))});
        }
    }
    return axis;
}

ChartAxis percentileAxis(double greatest)
{
    ChartAxis axis;
    axis.logarithmic = true;
    axis.high = std::log10(std::max(greatest, 10.0));
    axis.ticks = {{0, u"0 %"_s}, {std::log10(2.0), u"50 %"_s}};
    QString label = u"90 %"_s;
    for (int nines = 1; nines <= axis.high + tiny; ++nines) {
        axis.ticks.push_back({static_cast<double>(nines), label});
        label = nines == 1 ? u"99 %"_s : u"99."_s + QString(nines - 1, u'9') + u" %"_s;
    }
    return axis;
}

} // namespace windsock::ui
