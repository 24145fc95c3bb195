// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/chartmath.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

std::vector<Segment> split(const QList<QPointF>& points, double longest)
{
    std::vector<Segment> segments;
    for (const QPointF& point : points) {
        if (segments.empty() || point.x() - segments.back().last().x() > longest)
            segments.emplace_back();
        segments.back().append(point);
    }
    return segments;
}

/// Seconds between ticks that people count in.
constexpr int steps[] = {1,   2,   5,     10,    15,    30,     60,     120,    300,
                         600, 900, 1'800, 3'600, 7'200, 14'400, 21'600, 43'200, 86'400};

} // namespace

double TimeMap::toX(Monotonic time) const
{
    const auto ago = std::chrono::duration<double, std::milli>(m_now - time).count();
    return std::chrono::duration<double, std::milli>(m_wall.time_since_epoch()).count() - ago;
}

std::vector<Segment> segmentsOf(const QList<QPointF>& points, double step, double dash, std::size_t most)
{
    double longest = step * 1.5;
    std::vector<Segment> segments = split(points, longest);
    while (segments.size() > most)
        segments = split(points, longest *= 2);
    for (Segment& segment : segments) {
        if (segment.size() == 1 && dash > 0) {
            const QPointF only = segment.first();
            segment = {only - QPointF(dash / 2, 0), only + QPointF(dash / 2, 0)};
        }
    }
    return segments;
}

QList<QPointF> barsOf(const QList<QPointF>& points, double width)
{
    QList<QPointF> outline;
    outline.reserve(points.size() * 4);
    for (const QPointF& point : points) {
        if (point.y() <= 0)
            continue;
        outline << QPointF(point.x(), 0) << point << QPointF(point.x() + width, point.y())
                << QPointF(point.x() + width, 0);
    }
    return outline;
}

std::vector<TimeTick> timeTicks(double from, double to, int most)
{
    const double span = (to - from) / 1000.0;
    const auto fits = [&](int step) { return span / step <= most; };
    const auto* found = std::find_if(std::begin(steps), std::end(steps), fits);
    const double step = 1000.0 * (found == std::end(steps) ? steps[std::size(steps) - 1] : *found);
    const double offset = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(from)).offsetFromUtc() * 1000.0;
    std::vector<TimeTick> ticks;
    for (double x = std::ceil((from + offset) / step) * step - offset; x <= to; x += step) {
        const QTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x)).time();
        ticks.push_back({x, time.toString(u"HH:mm:ss"_s)});
    }
    return ticks;
}

QString axisLabel(double value, const QString& unit)
{
    const bool seconds = unit == u" ms"_s && value >= 10'000;
    return QString::number(seconds ? value / 1000 : value, 'g', 6) + (seconds ? u" s"_s : unit);
}

double niceCeiling(double value)
{
    if (value <= 1)
        return 1;
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (value <= factor * decade * (1 + 1e-9))
            return factor * decade;
    }
    return 10 * decade;
}

Range decadesAround(double least, double greatest)
{
    constexpr double room = 1.15; // no curve runs along an edge
    constexpr double leastDecade = 0.001;
    const double low = std::pow(10.0, std::floor(std::log10(std::max(least / room, leastDecade)) + 1e-9));
    const double high = std::pow(10.0, std::ceil(std::log10(std::max(greatest, leastDecade) * room)));
    return {low, std::max(high, low * 10)};
}

} // namespace windsock::ui
