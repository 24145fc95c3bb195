// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ThroughputChart: requests a second as bars with the failed ones in them, in flight and open WebSockets as lines on an
// axis of their own (row C2). GUI thread; owned by the latency pane.
#pragma once

#include "ui/latency/stripchart.h"

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace windsock::ui {

class ThroughputChart : public StripChart
{
    Q_OBJECT
public:
    ThroughputChart(const Theme& theme, QWidget* parent);

    /// Left edges and heights, requests a second; each bar `width` ms.
    void replaceBars(const QList<QPointF>& requests, const QList<QPointF>& failures, double width);
    void replaceGauges(const QList<QPointF>& inFlight, const QList<QPointF>& webSockets);

protected:
    void restyle() override;

private:
    QAreaSeries* addBars();

    QValueAxis* m_rate;
    QValueAxis* m_count;
    QAreaSeries* m_requests;
    QAreaSeries* m_failures;
    QLineSeries* m_inFlight;
    QLineSeries* m_webSockets;
};

} // namespace windsock::ui
