// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a CurveChart's plot: where it goes, and its painting.
#include "ui/bench/curvechart.h"

#include <QPainter>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using bench::CurveForm;

namespace {

constexpr double margin = 12;
constexpr double swatch = 26; // a legend's line
constexpr double gap = 8;     // between it and its name
constexpr double apart = 22;  // between one name and the next

double widest(const ChartAxis& axis, const QFontMetricsF& metrics)
{
    double width = 0;
    for (const ChartTick& tick : axis.ticks)
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

} // namespace

double CurveChart::lineHeight() const
{
    return QFontMetricsF(font()).height();
}

QFont CurveChart::titleFont() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QString CurveChart::xTitle() const
{
    const bool echoes = m_subject == Subject::Echoes;
    switch (m_form) {
    case CurveForm::Arrival:
        return echoes ? tr("echoes, in the order they were due") : tr("requests, in the order they came");
    case CurveForm::Percentiles:
        return echoes ? tr("echoes that were back within this time") : tr("requests answered within this time");
    case CurveForm::Sorted:
        break;
    }
    return echoes ? tr("echoes") : tr("requests");
}

/// From left to right, a new row where one would not fit.
void CurveChart::placeLegend()
{
    const QFontMetricsF metrics(font());
    const double row = metrics.height() + 4;
    const double most = width() - 2 * margin;
    QPointF at(margin, 0);
    m_legend.clear();
    for (const DrawnCurve& curve : m_curves) {
        const double width = std::min(most, swatch + gap + metrics.horizontalAdvance(curve.name));
        if (at.x() > margin && at.x() + width > margin + most)
            at = QPointF(margin, at.y() + row);
        m_legend.push_back({at, width});
        at.rx() += width + apart;
    }
    m_legendHeight = m_curves.empty() ? 0 : at.y() + row;
}

/// Under each other from `top` on.
void CurveChart::placeNotes(double top)
{
    m_notePlaces.clear();
    const QFontMetricsF metrics(font());
    for (const QString& note : m_notes) {
        const QRectF room(margin, top, width() - 2 * margin, 1e6);
        m_notePlaces.push_back(metrics.boundingRect(room, Qt::TextWordWrap | Qt::AlignLeft, note));
        top = m_notePlaces.back().bottom() + 3;
    }
}

void CurveChart::layOut()
{
    const QFontMetricsF metrics(font());
    const double line = metrics.height();
    placeLegend();
    double titled = m_title.isEmpty() ? 0 : QFontMetricsF(titleFont()).height() + 8;
    placeNotes(margin + titled);
    if (!m_notes.isEmpty())
        titled = m_notePlaces.back().bottom() + 12 - margin;
    for (LegendPlace& place : m_legend)
        place.at.ry() += margin + titled;
    const double left = margin + line + 8 + widest(m_y, metrics) + 8;
    const double right = margin + metrics.horizontalAdvance(m_x.ticks.back().label) / 2;
    const double top = margin + titled + m_legendHeight + line / 2 + 4;
    const double bottom = 6 + line + 4 + line + margin;
    chart()->resize(viewport()->size());
    setSceneRect(viewport()->rect());
    const QRectF area = QRectF(viewport()->rect()).adjusted(left, top, -right, -bottom);
    if (area.isValid())
        chart()->setPlotArea(area);
}

double CurveChart::xOf(double place) const
{
    return plot().left() + (place - m_x.low) / (m_x.high - m_x.low) * plot().width();
}

double CurveChart::yOf(double place) const
{
    return plot().bottom() - (place - m_y.low) / (m_y.high - m_y.low) * plot().height();
}

void CurveChart::drawBackground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawBackground(painter, rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(m_colors.line, 1));
    for (const ChartTick& tick : m_y.ticks)
        painter->drawLine(QLineF(plot().left(), yOf(tick.place), plot().right(), yOf(tick.place)));
    painter->setPen(QPen(m_colors.max, 1));
    painter->drawLine(QLineF(plot().bottomLeft(), plot().bottomRight()));
    painter->drawLine(QLineF(plot().bottomLeft(), plot().topLeft()));
    for (const ChartTick& tick : m_x.ticks)
        painter->drawLine(QLineF(xOf(tick.place), plot().bottom(), xOf(tick.place), plot().bottom() + 4));
    painter->restore();
}

void CurveChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->setFont(font());
    drawLabels(painter);
    drawTitles(painter);
    drawNotes(painter);
    drawLegend(painter);
    painter->setPen(m_colors.muted);
    painter->drawText(plot(), Qt::AlignCenter | Qt::TextWordWrap, hint());
    painter->restore();
}

void CurveChart::drawLabels(QPainter* painter) const
{
    const double line = lineHeight();
    const QFontMetricsF metrics(font());
    painter->setPen(m_colors.muted);
    for (const ChartTick& tick : m_y.ticks) {
        const QRectF room(0, yOf(tick.place) - line / 2, plot().left() - 8, line);
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, tick.label);
    }
    double free = -1e9; // where the last one ended: percentiles come closer than they are wide
    for (const ChartTick& tick : m_x.ticks) {
        const double half = metrics.horizontalAdvance(tick.label) / 2;
        const double x = xOf(tick.place);
        if (x - half < free + 6)
            continue;
        free = x + half;
        painter->drawText(QRectF(x - half, plot().bottom() + 6, 2 * half, line), Qt::AlignCenter | Qt::TextDontClip,
                          tick.label);
    }
}

void CurveChart::drawTitles(QPainter* painter) const
{
    const double line = lineHeight();
    painter->setPen(m_colors.muted);
    painter->drawText(QRectF(plot().left(), height() - margin - line, plot().width(), line), Qt::AlignCenter, xTitle());
    painter->save();
    painter->translate(margin, plot().center().y());
    painter->rotate(-90);
    painter->drawText(QRectF(-plot().height(), 0, 2 * plot().height(), line), Qt::AlignCenter,
                      m_subject == Subject::Echoes ? tr("round trip (ms)") : tr("response time (ms)"));
    painter->restore();
    if (m_title.isEmpty())
        return;
    painter->setFont(titleFont());
    painter->setPen(m_colors.text);
    const QFontMetricsF metrics(titleFont());
    painter->drawText(QRectF(margin, margin, width() - 2 * margin, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(m_title, Qt::ElideMiddle, width() - 2 * margin));
    painter->setFont(font());
}

void CurveChart::drawNotes(QPainter* painter) const
{
    for (std::size_t i = 0; i < m_notePlaces.size(); ++i) {
        painter->setPen(i == 0 ? m_colors.text : m_colors.muted);
        painter->drawText(m_notePlaces[i], Qt::TextWordWrap | Qt::AlignLeft | Qt::TextDontClip,
                          m_notes.at(static_cast<qsizetype>(i)));
    }
}

void CurveChart::drawLegend(QPainter* painter) const
{
    const QFontMetricsF metrics(font());
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        const auto& [at, width] = m_legend[i];
        const double middle = at.y() + metrics.height() / 2;
        painter->setPen(penOf(m_curves[i]));
        painter->drawLine(QLineF(at.x(), middle, at.x() + swatch, middle));
        painter->setPen(m_colors.text);
        const double room = width - swatch - gap;
        painter->drawText(QRectF(at.x() + swatch + gap, at.y(), room, metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                          metrics.elidedText(m_curves[i].name, Qt::ElideMiddle, room + 1));
    }
}

} // namespace windsock::ui
