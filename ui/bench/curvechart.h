// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CurveChart: the ancestor's picture: response time (ms) against requests, a curve a run, with title, legend and axes.
// Draws into a window and, unshown, into a picture. GUI thread; owned by its parent or by who draws a picture.
#pragma once

#include "ui/bench/chartaxis.h"
#include "ui/bench/drawncurve.h"
#include "ui/theme.h"

#include <QChart>
#include <QChartView>
#include <QPen>

class QLineSeries;
class QValueAxis;

namespace windsock::ui {

class CurveChart : public QChartView
{
    Q_OBJECT
public:
    enum class Scale { Linear, Logarithmic };
    /// What the axes speak of.
    enum class Subject { Requests, Echoes };

    explicit CurveChart(QWidget* parent = nullptr);

    /// Before anything is drawn, and at each change of the theme.
    void setLook(const Colors& colors, const QFont& font);
    void setTitle(const QString& title); ///< empty: no room is kept for it
    /// Paragraphs under the title, wrapped; the first is what the picture says, the others are muted.
    void setNotes(const QStringList& notes);
    void setSubject(Subject subject);
    void
    setHint(const QString& hint); ///< what stands in the plot as long as there is no curve; empty: that there is none
    /// `form` is what the curves' points are in; it decides the x axis.
    void setCurves(std::vector<DrawnCurve> curves, bench::CurveForm form);
    void setScale(Scale scale);
    Scale scale() const { return m_scale; }

    const ChartAxis& xAxis() const { return m_x; }
    const ChartAxis& yAxis() const { return m_y; }
    QStringList legend() const;
    /// What stands in the plot when there is nothing to draw; empty otherwise.
    QString hint() const;
    /// Where a value is drawn, px of this widget.
    QPointF pointOf(const bench::CurvePoint& point) const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    struct LegendPlace
    {
        QPointF at; ///< its top left
        double width;
    };

    void rebuild();
    void layOut();
    void placeLegend();
    void makeAxes();
    void rewriteSeries();
    QRectF plot() const { return chart()->plotArea(); }
    QPen penOf(const DrawnCurve& curve) const;
    QString xTitle() const;
    QFont titleFont() const;
    void placeNotes(double top);
    double lineHeight() const;
    double xOf(double place) const;
    double yOf(double place) const;
    void drawLabels(QPainter* painter) const;
    void drawTitles(QPainter* painter) const;
    void drawNotes(QPainter* painter) const;
    void drawLegend(QPainter* painter) const;

    Colors m_colors;
    QString m_title;
    QStringList m_notes;
    QString m_hint;
    Subject m_subject = Subject::Requests;
    bench::CurveForm m_form = bench::CurveForm::Sorted;
    Scale m_scale = Scale::Linear;
    std::vector<DrawnCurve> m_curves;
    ChartAxis m_x;
    ChartAxis m_y;
    QValueAxis* m_xValues;
    QValueAxis* m_yValues;
    std::vector<QLineSeries*> m_series; // belong to the chart; one a curve, and spare ones
    std::vector<LegendPlace> m_legend;
    double m_legendHeight = 0;
    std::vector<QRectF> m_notePlaces; // one a note
};

} // namespace windsock::ui
