// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// StripChart: what the console's charts share: one plot between fixed margins, so that their time axes lie under each
// other; the theme's lines and fonts; a sentence over an empty plot. GUI thread; owned by the latency pane.
#pragma once

#include "ui/latency/chartmath.h"
#include "ui/theme.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>

#include <map>

class QAbstractSeries;
class QCategoryAxis;
class QLabel;

namespace windsock::ui {

class StripChart : public QChartView
{
    Q_OBJECT
public:
    StripChart(const QString& id, const QString& name, const Theme& theme, QWidget* parent);

    void setTime(double from, double to);
    /// Whether the times are written under the plot.
    void setTimesShown(bool shown);
    /// Shown over the plot while `text` is not empty.
    void setHint(const QString& text);
    double plotWidth() const { return chart()->plotArea().width(); }

protected:
    /// A QValueAxis or a QLogValueAxis; `unit` is written behind its values.
    void addAxisY(QAbstractAxis* axis, Qt::Alignment side, const QString& unit = {});
    /// Attaches it to the time axis and to `y`.
    void addSeries(QAbstractSeries* series, QAbstractAxis* y);
    const Theme& theme() const { return m_theme; }
    /// Pens and colours of what the chart draws, after a change of theme too.
    virtual void restyle() = 0;
    void restyleAll();
    void resizeEvent(QResizeEvent* event) override;
    /// Writes the values beside the plot: Qt Charts leaves out the lowest one of a low plot.
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void layOut();
    void styleAxis(QAbstractAxis* axis) const;
    void drawValues(QPainter* painter, const QAbstractAxis* axis) const;

    const Theme& m_theme;
    QCategoryAxis* m_time;
    QLabel* m_hint;
    std::map<const QAbstractAxis*, QString> m_units;
    std::vector<TimeTick> m_ticks;
    bool m_timesShown = false;
};

} // namespace windsock::ui
