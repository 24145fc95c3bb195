// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts compute before they draw: segments between gaps, bars, round ticks, decades. Pure functions, any
// thread. Times on an x axis are milliseconds of the wall clock since 1970, as doubles.
#pragma once

#include "core/base/clock.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace windsock::ui {

/// Lays monotonic times on the wall clock, as it stands now.
class TimeMap
{
public:
    TimeMap(Monotonic now, Wall wall)
        : m_now(now)
        , m_wall(wall)
    {
    }
    double toX(Monotonic time) const;

private:
    Monotonic m_now;
    Wall m_wall;
};

using Segment = QList<QPointF>;

/// Points with nothing between some of them: one segment a stretch without a gap longer than `step` (ms). A lone point
/// becomes a dash of `dash` ms (0: stays a point). With more than `most` stretches the shortest gaps are drawn through.
std::vector<Segment> segmentsOf(const QList<QPointF>& points, double step, double dash, std::size_t most);

/// The outline of bars that stand on 0; `points` are their left edges and heights, each `width` ms wide.
QList<QPointF> barsOf(const QList<QPointF>& points, double width);

struct TimeTick
{
    double x;
    QString label; ///< "11:21:00", "11:21" when ticks are minutes apart
    bool operator==(const TimeTick&) const = default;
};

/// Round times of the local clock between two x, at most `most`.
std::vector<TimeTick> timeTicks(double from, double to, int most);

/// A value beside its axis. Milliseconds are never wider than "1000 ms": from 10,000 on they are told as "10 s".
QString axisLabel(double value, const QString& unit);

/// The least of 1, 2, 5 × 10^n that is not below `value`; 1 at least.
double niceCeiling(double value);

struct Range
{
    double low;
    double high;
    bool operator==(const Range&) const = default;
};

/// Whole decades around ms values; never below 0.001 (the histograms count in µs), so that a log axis never meets a
/// zero.
Range decadesAround(double least, double greatest);

} // namespace windsock::ui
