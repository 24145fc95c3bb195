// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/stripchart.h"

#include "ui/widgets/naming.h"

#include <QCategoryAxis>
#include <QLabel>

namespace windsock::ui {

using namespace Qt::StringLiterals;

StripChart::StripChart(const QString& id, const QString& name, const Theme& theme, QWidget* parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_time(new QCategoryAxis(this))
    , m_hint(makeLabel({}, u"muted"_s, this))
{
    nameWidget(this, id, name);
    viewport()->setObjectName(id + u"Plot"_s);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setInteractive(false);
    setMinimumHeight(44);
    setStyleSheet(u"background: transparent"_s);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setTruncateLabels(false);
    chart()->addAxis(m_time, Qt::AlignBottom);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    connect(&theme, &Theme::changed, this, &StripChart::restyleAll);
}

void StripChart::addAxisY(QAbstractAxis* axis, Qt::Alignment side)
{
    chart()->addAxis(axis, side);
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
    axis->setLinePen(QPen(Qt::NoPen));
    axis->setLineVisible(axis == m_time);
    if (axis == m_time)
        axis->setLinePen(QPen(c.line, 1));
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
    const int bottom = m_timesShown ? metrics.height() + 8 : 5;
    const QRectF plot = QRectF(viewport()->rect()).adjusted(left, top, -right, -bottom);
    chart()->resize(viewport()->size());
    if (plot.isValid())
        chart()->setPlotArea(plot);
    m_hint->setGeometry(plot.toRect());
}

void StripChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layOut();
}

} // namespace windsock::ui
