// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/gappedline.h"

#include <QLineSeries>

namespace windsock::ui {

void GappedLine::setPen(const QPen& pen)
{
    m_pen = pen;
    for (QLineSeries* series : m_pool)
        series->setPen(pen);
}

void GappedLine::replace(const QList<QPointF>& points, double step, double dash)
{
    const std::vector<Segment> segments = segmentsOf(points, step, m_marks > 0 ? 0 : dash, mostSegments);
    while (m_pool.size() < segments.size()) {
        auto* series = new QLineSeries;
        series->setPen(m_pen);
        series->setPointsVisible(m_marks > 0);
        if (m_marks > 0)
            series->setMarkerSize(m_marks);
        m_add(series);
        m_pool.push_back(series);
    }
    for (std::size_t i = 0; i < segments.size(); ++i)
        m_pool[i]->replace(segments[i]);
    for (std::size_t i = segments.size(); i < m_used; ++i)
        m_pool[i]->replace(QList<QPointF>());
    m_used = segments.size();
}

} // namespace windsock::ui
