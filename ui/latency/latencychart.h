// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LatencyChart: p50, p90, p99 and max over time (rows C1 and C7), on a logarithmic or linear axis in ms. GUI thread;
// owned by the latency pane.
#pragma once

#include "ui/latency/gappedline.h"
#include "ui/latency/stripchart.h"

#include <array>

class QLogValueAxis;
class QValueAxis;

namespace windsock::ui {

/// A moment's percentiles, in ms.
struct LatencyPoint
{
    double x = 0;
    std::array<double, 4> values{}; ///< p50, p90, p99, max
};

class LatencyChart : public StripChart
{
    Q_OBJECT
public:
    enum class Scale { Logarithmic, Linear };
    /// Of which curves: HTTP has four, the round trips two of one colour (p50 and max).
    enum class Kind { Http, RoundTrip };

    LatencyChart(const QString& id, const QString& name, Kind kind, const Theme& theme, QWidget* parent);

    void setScale(Scale scale);
    Scale scale() const { return m_scale; }
    /// `step`: ms between neighbours.
    void replace(const std::vector<LatencyPoint>& points, double step);
    QColor colorOf(std::size_t curve) const;

protected:
    void restyle() override;

private:
    void fitAxis(const std::vector<LatencyPoint>& points);
    std::vector<std::size_t> curves() const;

    Kind m_kind;
    Scale m_scale = Scale::Logarithmic;
    QLogValueAxis* m_log;
    QValueAxis* m_linear;
    std::vector<GappedLine> m_lines; ///< by curve
};

} // namespace windsock::ui
