// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/stripchart.h"

#include "ui/widgets/naming.h"

#include <QCategoryAxis>
#include <QGraphicsLayout>
#include <QLabel>
#include <QLogValueAxis>
#include <QValueAxis>

#include <cmath>
#include <limits>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

struct AxisValue
{
    double value;
    double place; ///< 0 at the bottom, 1 at the top
};

/// What is written beside an axis: its decades, or its ticks.
std::vector<AxisValue> valuesOf(const QAbstractAxis* axis)
{
    std::vector<AxisValue> values;
    if (const auto* log = qobject_cast<const QLogValueAxis*>(axis)) {
        const int decades = qRound(std::log10(log->max() / log->min()));
        for (int i = 0; i <= decades; ++i)
            values.push_back({log->min() * std::pow(10.0, i), double(i) / decades});
    } else if (const auto* linear = qobject_cast<const QValueAxis*>(axis)) {
        const int steps = linear->tickCount() - 1;
        for (int i = 0; i <= steps; ++i)
            values.push_back({linear->min() + (linear->max() - linear->min()) * i / steps, double(i) / steps});
    }
    return values;
}

} // namespace

StripChart::StripChart(const QString& id, const QString& name, const Theme& theme, QWidget* parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_time(new QCategoryAxis(this))
    , m_hint(makeLabel({}, u"hint"_s, this))
{
    nameWidget(this, id, name);
    viewport()->setObjectName(id + u"Plot"_s);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate); // the values beside the plot are not part of the scene
    setInteractive(false);
    setMinimumHeight(44);
    setStyleSheet(u"QGraphicsView { background: transparent; }"_s);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setGridLineVisible(false);
    chart()->addAxis(m_time, Qt::AlignBottom);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    connect(&theme, &Theme::changed, this, &StripChart::restyleAll);
}

void StripChart::addAxisY(QAbstractAxis* axis, Qt::Alignment side, const QString& unit)
{
    chart()->addAxis(axis, side);
    axis->setLabelsVisible(false);
    m_units[axis] = unit;
}

void StripChart::addSeries(QAbstractSeries* series, QAbstractAxis* y)
{
    chart()->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(y);
}

void StripChart::setTime(double from, double to)
{
    const std::vector<TimeTick> ticks = timeTicks(from, to, std::max(2, static_cast<int>(plotWidth() / 90)));
    if (ticks != m_ticks) {
        for (const QString& label : m_time->categoriesLabels())
            m_time->remove(label);
        for (const TimeTick& tick : ticks)
            m_time->append(tick.label, tick.x);
        m_ticks = ticks;
    }
    if (m_time->min() != from || m_time->max() != to) {
        m_time->setStartValue(from);
        m_time->setRange(from, to);
    }
}

void StripChart::setTimesShown(bool shown)
{
    m_timesShown = shown;
    m_time->setLabelsVisible(shown);
    layOut();
}

void StripChart::setHint(const QString& text)
{
    if (m_hint->text() != text)
        m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

void StripChart::styleAxis(QAbstractAxis* axis) const
{
    const Colors& c = m_theme.colors();
    axis->setLabelsColor(c.muted);
    axis->setLabelsFont(m_theme.small());
    axis->setGridLinePen(QPen(c.line, 1));
    axis->setTruncateLabels(false);
    axis->setLinePen(QPen(c.line, 1));
    axis->setLineVisible(axis == m_time);
}

void StripChart::restyleAll()
{
    for (QAbstractAxis* axis : chart()->axes())
        styleAxis(axis);
    restyle();
}

void StripChart::layOut()
{
    const QFontMetrics metrics(m_theme.small());
    const int left = metrics.horizontalAdvance(u"1000 ms"_s) + 10;
    const int right = metrics.horizontalAdvance(u"1000"_s) + 8;
    const int top = metrics.height() / 2 + 1;
    const int bottom = m_timesShown ? metrics.height() + 8 : metrics.height() / 2 + 1;
    const QRectF plot = QRectF(viewport()->rect()).adjusted(left, top, -right, -bottom);
    chart()->resize(viewport()->size());
    if (plot.isValid())
        chart()->setPlotArea(plot);
    m_hint->setGeometry(plot.toRect());
}

void StripChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->resetTransform();
    painter->setFont(m_theme.small());
    painter->setPen(m_theme.colors().muted);
    for (const QAbstractAxis* axis : chart()->axes(Qt::Vertical)) {
        if (axis->isVisible())
            drawValues(painter, axis);
    }
}

void StripChart::drawValues(QPainter* painter, const QAbstractAxis* axis) const
{
    const QRectF plot = chart()->plotArea();
    const double half = QFontMetricsF(m_theme.small()).height() / 2;
    const bool left = axis->alignment() == Qt::AlignLeft;
    double lastDrawn = std::numeric_limits<double>::infinity();
    const auto values = valuesOf(axis);
    for (const AxisValue& value : values) {
        const double y = plot.bottom() - value.place * plot.height();
        const QRectF room = left ? QRectF(0, y - half, plot.left() - 6, 2 * half)
                                 : QRectF(plot.right() + 6, y - half, width() - plot.right() - 6, 2 * half);
        // From the bottom up: one that would touch the one below, or the topmost, is left out.
        const bool isTop = &value == &values.back();
        const bool touches = lastDrawn - y < 2 * half || (!isTop && y - plot.top() < 2 * half);
        if (touches && !(isTop && values.size() > 1 && lastDrawn > y + half))
            continue;
        lastDrawn = y;
        painter->drawText(room, (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextDontClip,
                          axisLabel(value.value, m_units.at(axis)));
    }
}

void StripChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

} // namespace windsock::ui
