// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/throughputchart.h"

#include <QAreaSeries>
#include <QLineSeries>
#include <QValueAxis>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

double greatest(const QList<QPointF>& points)
{
    double high = 0;
    for (const QPointF& point : points)
        high = std::max(high, point.y());
    return high;
}

void fit(QValueAxis* axis, double high)
{
    if (const double top = niceCeiling(high); axis->max() != top)
        axis->setRange(0, top);
}

} // namespace

ThroughputChart::ThroughputChart(const Theme& theme, QWidget* parent)
    : StripChart(u"throughputChart"_s,
                 tr("Requests per second, failures, requests in flight and open WebSockets over time"), theme, parent)
    , m_rate(new QValueAxis(this))
    , m_count(new QValueAxis(this))
    , m_requests(nullptr)
    , m_failures(nullptr)
    , m_inFlight(new QLineSeries)
    , m_webSockets(new QLineSeries)
{
    for (QValueAxis* axis : {m_rate, m_count}) {
        axis->setRange(0, 1);
        axis->setTickCount(2);
    }
    m_count->setGridLineVisible(false);
    addAxisY(m_rate, Qt::AlignLeft, u"/s"_s);
    addAxisY(m_count, Qt::AlignRight);
    m_requests = addBars();
    m_failures = addBars();
    addSeries(m_inFlight, m_count);
    addSeries(m_webSockets, m_count);
    restyleAll();
}

QAreaSeries* ThroughputChart::addBars()
{
    auto* outline = new QLineSeries(this);
    auto* area = new QAreaSeries(outline);
    addSeries(area, m_rate);
    return area;
}

void ThroughputChart::restyle()
{
    const Colors& c = theme().colors();
    m_requests->setBrush(c.throughput);
    m_failures->setBrush(c.failures);
    for (QAreaSeries* area : {m_requests, m_failures})
        area->setPen(Qt::NoPen);
    m_inFlight->setPen(QPen(c.inFlight, 1.5));
    m_webSockets->setPen(QPen(c.sockets, 1.5, Qt::DashLine));
}

void ThroughputChart::replaceBars(const QList<QPointF>& requests, const QList<QPointF>& failures, double width)
{
    fit(m_rate, greatest(requests));
    m_requests->upperSeries()->replace(barsOf(requests, width));
    m_failures->upperSeries()->replace(barsOf(failures, width));
}

void ThroughputChart::replaceGauges(const QList<QPointF>& inFlight, const QList<QPointF>& webSockets)
{
    fit(m_count, std::max(greatest(inFlight), greatest(webSockets)));
    m_inFlight->replace(inFlight);
    m_webSockets->replace(webSockets);
}

} // namespace windsock::ui
