// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/latencychart.h"

#include <QLineSeries>
#include <QLogValueAxis>
#include <QValueAxis>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double least = 0.01; ///< ms; a log axis never meets a zero

} // namespace

LatencyChart::LatencyChart(const QString& id, const QString& name, Kind kind, const Theme& theme, QWidget* parent)
    : StripChart(id, name, theme, parent)
    , m_kind(kind)
    , m_log(new QLogValueAxis(this))
    , m_linear(new QValueAxis(this))
{
    m_log->setBase(10);
    m_log->setRange(0.1, 100);
    m_linear->setRange(0, 10);
    m_linear->setTickCount(kind == Kind::Http ? 5 : 3);
    addAxisY(m_log, Qt::AlignLeft, u" ms"_s);
    addAxisY(m_linear, Qt::AlignLeft, u" ms"_s);
    m_linear->setVisible(false);
    for (std::size_t curve = 0; curve < 4; ++curve) {
        m_lines.emplace_back([this](QLineSeries* series) {
            addSeries(series, m_scale == Scale::Linear ? static_cast<QAbstractAxis*>(m_linear) : m_log);
        });
    }
    if (kind == Kind::RoundTrip)
        m_lines[0].setMarks(3);
    restyleAll();
}

std::vector<std::size_t> LatencyChart::curves() const
{
    return m_kind == Kind::Http ? std::vector<std::size_t>{3, 2, 1, 0} : std::vector<std::size_t>{3, 0};
}

QColor LatencyChart::colorOf(std::size_t curve) const
{
    const Colors& c = theme().colors();
    if (m_kind == Kind::RoundTrip && curve == 0)
        return c.roundTrip;
    return std::array<QColor, 4>{c.p50, c.p90, c.p99, c.max}[curve];
}

void LatencyChart::restyle()
{
    for (std::size_t curve = 0; curve < m_lines.size(); ++curve) {
        QPen pen(colorOf(curve), curve == 3 ? 1.2 : 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        if (curve == 3)
            pen.setDashPattern({3, 3});
        m_lines[curve].setPen(pen);
    }
}

void LatencyChart::setScale(Scale scale)
{
    if (m_scale == scale)
        return;
    m_scale = scale;
    QAbstractAxis* old = scale == Scale::Linear ? static_cast<QAbstractAxis*>(m_log) : m_linear;
    QAbstractAxis* fresh = scale == Scale::Linear ? static_cast<QAbstractAxis*>(m_linear) : m_log;
    for (QAbstractSeries* series : chart()->series()) {
        series->detachAxis(old);
        series->attachAxis(fresh);
    }
    old->setVisible(false);
    fresh->setVisible(true);
}

void LatencyChart::replace(const std::vector<LatencyPoint>& points, double step)
{
    fitAxis(points);
    const double dash = points.empty() ? step : std::max(step, (points.back().x - points.front().x) / 150);
    for (const std::size_t curve : curves()) {
        QList<QPointF> line;
        line.reserve(static_cast<qsizetype>(points.size()));
        for (const LatencyPoint& point : points)
            line.append(QPointF(point.x, std::max(point.values[curve], least)));
        m_lines[curve].replace(line, step, dash);
    }
}

void LatencyChart::fitAxis(const std::vector<LatencyPoint>& points)
{
    if (points.empty())
        return;
    double low = points.front().values[0];
    double high = least;
    for (const LatencyPoint& point : points) {
        low = std::min(low, point.values[0]);
        high = std::max(high, point.values[3]);
    }
    const Range decades = decadesAround(low, high);
    if (m_log->min() != decades.low || m_log->max() != decades.high)
        m_log->setRange(decades.low, decades.high);
    if (const double top = niceCeiling(high); m_linear->max() != top)
        m_linear->setRange(0, top);
}

} // namespace windsock::ui
