// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LatencyPane: live latency, throughput and round trips under one time axis, drawn at most ten times a second and never
// more than an eighth of the time. GUI thread; owned by the console page.
#pragma once

#include "core/metrics/metrics.h"
#include "ui/latency/gaugehistory.h"
#include "ui/widgets/pane.h"

#include <QTimer>

class QComboBox;
class QSettings;
class QToolButton;

namespace windsock::ui {

struct LatencyPoint;
class LatencyChart;
class Legend;
class Pulse;
class RoundTrips;
class ThroughputChart;
class TimeMap;

class LatencyPane : public Pane
{
    Q_OBJECT
public:
    LatencyPane(metrics::Metrics& metrics, RoundTrips& roundTrips, const Theme& theme, Pulse& pulse, QWidget* parent);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    /// "Django", for the chooser's first line.
    void setBackendName(const QString& name);
    std::chrono::seconds window() const;
    /// Draws everything anew, now.
    void refresh();

private:
    void buildHead();
    QWidget* buildBody();
    void tick();
    void noteGauges();
    void updateRoutes();
    void showLatency(const std::vector<metrics::Slice>& slices, const TimeMap& map);
    void showThroughput(const std::vector<metrics::Slice>& slices, const TimeMap& map, Monotonic now);
    void showGauges(const TimeMap& map, double from);
    void showRoundTrips(const TimeMap& map, double from, Monotonic now);
    std::vector<metrics::Slice> slices(Monotonic now) const;

    metrics::Metrics& m_metrics;
    RoundTrips& m_roundTrips;
    const Theme& m_look;
    GaugeHistory m_gauges;
    QTimer m_second;
    Monotonic m_due;
    QComboBox* m_route = nullptr;
    QComboBox* m_window = nullptr;
    QToolButton* m_scale = nullptr;
    Legend* m_latencyLegend = nullptr;
    Legend* m_throughputLegend = nullptr;
    Legend* m_roundTripLegend = nullptr;
    LatencyChart* m_latency = nullptr;
    ThroughputChart* m_throughput = nullptr;
    LatencyChart* m_trips = nullptr;
    double m_rate = 0;
    double m_errorShare = 0;
};

} // namespace windsock::ui
