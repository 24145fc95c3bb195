// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// GappedLine: one curve that stops where there is nothing: a pool of line series, rewritten whole. GUI thread; the
// series belong to the chart.
#pragma once

#include "ui/latency/chartmath.h"

#include <QPen>

#include <functional>
#include <vector>

class QLineSeries;

namespace windsock::ui {

class GappedLine
{
public:
    static constexpr std::size_t mostSegments = 24;

    /// `add` puts a new series into the chart.
    explicit GappedLine(std::function<void(QLineSeries*)> add)
        : m_add(std::move(add))
    {
    }

    void setPen(const QPen& pen);
    /// Every point is marked with a disc of that size, px; 0: none.
    void setMarks(double size) { m_marks = size; }
    void replace(const QList<QPointF>& points, double step, double dash);
    std::size_t segments() const { return m_used; }

private:
    std::function<void(QLineSeries*)> m_add;
    std::vector<QLineSeries*> m_pool;
    std::size_t m_used = 0;
    QPen m_pen;
    double m_marks = 0;
};

} // namespace windsock::ui
