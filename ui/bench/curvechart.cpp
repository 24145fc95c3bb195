// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/curvechart.h"

#include "ui/widgets/naming.h"

#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <limits>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using bench::CurveForm;

namespace {

struct Extent
{
    double greatestX = 0;
    double least = 0; ///< of those above 0
    double greatest = 0;
};

Extent extentOf(const std::vector<DrawnCurve>& curves)
{
    Extent extent;
    double least = std::numeric_limits<double>::infinity();
    for (const DrawnCurve& curve : curves) {
        for (const bench::CurvePoint& point : curve.points) {
            extent.greatestX = std::max(extent.greatestX, point.x);
            extent.greatest = std::max(extent.greatest, point.ms);
            if (point.ms > 0)
                least = std::min(least, point.ms);
        }
    }
    extent.least = extent.greatest > 0 ? least : 0;
    return extent;
}

} // namespace

CurveChart::CurveChart(QWidget* parent)
    : QChartView(parent)
    , m_colors(lightColors())
    , m_xValues(new QValueAxis(this))
    , m_yValues(new QValueAxis(this))
{
    nameWidget(this, u"curveChart"_s, tr("Response time by request"));
    viewport()->setObjectName(u"curveChartPlot"_s);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate); // what stands around the plot is not part of the scene
    setInteractive(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(240, 160);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_xValues, Qt::AlignBottom);
    chart()->addAxis(m_yValues, Qt::AlignLeft);
    m_xValues->setVisible(false); // lines and labels are ours: Qt Charts cuts long labels and leaves out the last
    m_yValues->setVisible(false);
    setLook(m_colors, font());
}

void CurveChart::setLook(const Colors& colors, const QFont& font)
{
    m_colors = colors;
    setFont(font);
    setBackgroundBrush(colors.panel);
    rebuild();
}

void CurveChart::setTitle(const QString& title)
{
    m_title = title;
    rebuild();
}

void CurveChart::setNotes(const QStringList& notes)
{
    m_notes = notes;
    rebuild();
}

void CurveChart::setSubject(Subject subject)
{
    m_subject = subject;
    rebuild();
}

void CurveChart::setHint(const QString& hint)
{
    m_hint = hint;
    viewport()->update();
}

void CurveChart::setCurves(std::vector<DrawnCurve> curves, CurveForm form)
{
    m_curves = std::move(curves);
    m_form = form;
    setAccessibleDescription(legend().join(u", "_s));
    rebuild();
}

void CurveChart::setScale(Scale scale)
{
    m_scale = scale;
    rebuild();
}

QStringList CurveChart::legend() const
{
    QStringList names;
    for (const DrawnCurve& curve : m_curves)
        names += curve.name;
    return names;
}

QString CurveChart::hint() const
{
    if (m_curves.empty())
        return m_hint.isEmpty() ? tr("No run to draw.") : m_hint;
    if (std::any_of(m_curves.begin(), m_curves.end(), [](const DrawnCurve& curve) { return !curve.points.empty(); }))
        return {};
    return m_form == CurveForm::Arrival   ? tr("In which order the requests came was not recorded.")
           : m_subject == Subject::Echoes ? tr("No echo came back.")
                                          : tr("No request was answered.");
}

QPointF CurveChart::pointOf(const bench::CurvePoint& point) const
{
    return {xOf(m_x.position(point.x)), yOf(m_y.position(point.ms))};
}

void CurveChart::rebuild()
{
    makeAxes();
    layOut();
    rewriteSeries();
    viewport()->update();
}

void CurveChart::makeAxes()
{
    const Extent extent = extentOf(m_curves);
    const int rows = std::clamp(static_cast<int>(height() / (lineHeight() * 3.2)), 2, 12);
    const QFontMetricsF metrics(font());
    const double label = metrics.horizontalAdvance(u"1,000,000"_s) + 14;
    const double narrow = metrics.horizontalAdvance(u"2000"_s) + 26;
    const double room = width() / (extent.greatestX < 10'000 ? narrow : label);
    m_x = m_form == CurveForm::Percentiles ? percentileAxis(extent.greatestX)
                                           : countAxis(extent.greatestX, std::clamp(static_cast<int>(room), 2, 12));
    if (m_scale == Scale::Linear)
        m_y = linearAxis(extent.greatest, rows);
    else if (m_curves.empty())
        m_y = logAxis(0.1, 1000, rows); // the least there is would look like a figure
    else
        m_y = logAxis(extent.least, extent.greatest, rows);
    m_xValues->setRange(m_x.low, m_x.high);
    m_yValues->setRange(m_y.low, m_y.high);
}

QPen CurveChart::penOf(const DrawnCurve& curve) const
{
    const std::size_t turns = curve.group + curve.color / m_colors.curves.size();
    constexpr std::array styles = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    QPen pen(m_colors.curves.at(curve.color % m_colors.curves.size()), std::max(1.8, lineHeight() / 8));
    pen.setStyle(styles.at(turns % styles.size()));
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(turns % styles.size() == 0 ? Qt::RoundCap : Qt::FlatCap); // round caps would fill a dash's gaps
    return pen;
}

void CurveChart::rewriteSeries()
{
    while (m_series.size() < m_curves.size()) {
        m_series.push_back(new QLineSeries);
        chart()->addSeries(m_series.back());
        m_series.back()->attachAxis(m_xValues);
        m_series.back()->attachAxis(m_yValues);
    }
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QList<QPointF> points;
        const bool used = i < m_curves.size();
        if (used) {
            for (const bench::CurvePoint& point : m_curves[i].points)
                points.append({m_x.position(point.x), m_y.position(point.ms)});
            m_series[i]->setPen(penOf(m_curves[i]));
        }
        m_series[i]->setPointsVisible(points.size() == 1); // a line needs two
        m_series[i]->setMarkerSize(9);
        m_series[i]->setVisible(used);
        m_series[i]->replace(points);
    }
}

void CurveChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

} // namespace windsock::ui
