// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latency/latencypane.h"

#include "ui/format.h"
#include "ui/latency/latencychart.h"
#include "ui/latency/latencydata.h"
#include "ui/latency/legend.h"
#include "ui/latency/throughputchart.h"
#include "ui/pulse.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSettings>
#include <QToolButton>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using metrics::Histogram;
using metrics::Metrics;
using metrics::Slice;

namespace {

/// Gauges are sums over threads, read one after the other: they may be below zero for a moment.
std::uint64_t atLeastZero(std::int64_t value)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, value));
}

} // namespace

LatencyPane::LatencyPane(Metrics& metrics, RoundTrips& roundTrips, const Theme& theme, Pulse& pulse, QWidget* parent)
    : Pane(u"latencyPane"_s, tr("Latency"), theme, parent)
    , m_metrics(metrics)
    , m_roundTrips(roundTrips)
    , m_look(theme)
{
    buildHead();
    setBody(buildBody());
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &LatencyPane::noteGauges);
    m_second.start();
    connect(&pulse, &Pulse::chartsTicked, this, &LatencyPane::tick);
    connect(&theme, &Theme::changed, this, &LatencyPane::refresh);
}

void LatencyPane::buildHead()
{
    m_route = new QComboBox(this);
    nameWidget(m_route, u"latencyRoute"_s, tr("Whose latency"), tr("The backend, all routes, or one of them"));
    m_route->addItem(tr("Backend"), static_cast<int>(Metrics::Scope::Backend));
    m_route->addItem(tr("All routes"), static_cast<int>(Metrics::Scope::AllRoutes));
    m_route->setMinimumContentsLength(12);
    m_route->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_window = new QComboBox(this);
    nameWidget(m_window, u"latencyWindow"_s, tr("Span of time"), tr("How far back the charts reach"));
    const std::initializer_list<std::pair<QString, int>> windows = {
        {tr("1 min"), 60},  {tr("5 min"), 300},  {tr("10 min"), 600}, {tr("30 min"), 1'800},
        {tr("2 h"), 7'200}, {tr("6 h"), 21'600}, {tr("24 h"), 86'400}};
    for (const auto& [name, seconds] : windows)
        m_window->addItem(name, seconds);
    m_scale = makeChip(tr("Log scale"), u"latencyScale"_s, tr("Logarithmic axis, or linear from zero"), this);
    m_scale->setChecked(true);
    head()->addWidget(m_route);
    head()->addStretch(1);
    head()->addWidget(m_scale);
    head()->addWidget(m_window);
    for (QComboBox* box : {m_route, m_window}) {
        box->setFont(m_look.small());
        connect(box, &QComboBox::currentIndexChanged, this, &LatencyPane::refresh);
    }
    connect(m_scale, &QToolButton::toggled, this, [this](bool log) {
        for (LatencyChart* chart : {m_latency, m_trips})
            chart->setScale(log ? LatencyChart::Scale::Logarithmic : LatencyChart::Scale::Linear);
        refresh();
    });
}

QWidget* LatencyPane::buildBody()
{
    auto* body = new QWidget(this);
    m_latency =
        new LatencyChart(u"latencyChart"_s, tr("Response time over time"), LatencyChart::Kind::Http, m_look, body);
    m_throughput = new ThroughputChart(m_look, body);
    m_trips = new LatencyChart(u"roundTripChart"_s, tr("WebSocket round trip over time"), LatencyChart::Kind::RoundTrip,
                               m_look, body);
    m_latencyLegend = new Legend(u"latencyLegend"_s, tr("Response time"), m_look, body);
    m_throughputLegend = new Legend(u"throughputLegend"_s, tr("Requests"), m_look, body);
    m_roundTripLegend = new Legend(u"roundTripLegend"_s, tr("WebSocket round trip"), m_look, body);
    m_latencyLegend->setToolTip(
        tr("Of the last ten seconds that had requests. Latency is from the parsed head to the last byte written."));
    m_roundTripLegend->setToolTip(tr("Of the chat's last ten seconds with replies; never mixed with HTTP."));
    m_trips->setTimesShown(true);
    for (StripChart* chart : {static_cast<StripChart*>(m_latency), static_cast<StripChart*>(m_throughput)})
        chart->setTimesShown(false);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(11, 5, 4, 0);
    column->setSpacing(0);
    column->addWidget(m_latencyLegend);
    column->addWidget(m_latency, 10);
    column->addWidget(m_throughputLegend);
    column->addWidget(m_throughput, 5);
    column->addWidget(m_roundTripLegend);
    column->addWidget(m_trips, 7);
    return body;
}

std::chrono::seconds LatencyPane::window() const
{
    return std::chrono::seconds(m_window->currentData().toInt());
}

void LatencyPane::setBackendName(const QString& name)
{
    m_route->setItemText(0, tr("Backend: %1").arg(name));
}

void LatencyPane::noteGauges()
{
    m_gauges.add(MonotonicClock::now(), m_metrics.gauges());
    updateRoutes();
}

void LatencyPane::updateRoutes()
{
    for (const std::string& route : m_metrics.routes()) {
        const QString name = format::fromUtf8(route);
        if (m_route->findText(name) < 0)
            m_route->addItem(name, static_cast<int>(Metrics::Scope::Route));
    }
}

void LatencyPane::tick()
{
    if (!isVisible() || MonotonicClock::now() < m_due)
        return;
    refresh();
}

std::vector<Slice> LatencyPane::slices(Monotonic now) const
{
    const auto scope = static_cast<Metrics::Scope>(m_route->currentData().toInt());
    const std::string route = scope == Metrics::Scope::Route ? m_route->currentText().toStdString() : std::string();
    return m_metrics.slices(scope, route, window(), now);
}

void LatencyPane::refresh()
{
    const Monotonic now = MonotonicClock::now();
    const TimeMap map(now, WallClock::now());
    const std::vector<Slice> all = slices(now);
    // The axis ends where the running slice does, and so moves on once a second, not ten times.
    const auto step = all.empty() ? std::chrono::seconds(1) : all.back().step;
    const double to = map.toX(all.empty() ? now : all.back().start + step);
    const double from = to - static_cast<double>(std::chrono::milliseconds(window()).count());
    for (StripChart* chart : {static_cast<StripChart*>(m_latency), static_cast<StripChart*>(m_throughput),
                              static_cast<StripChart*>(m_trips)})
        chart->setTime(from, to);
    showLatency(all, map);
    showThroughput(all, map, now);
    showGauges(map, from);
    showRoundTrips(map, from, now);
    const auto cost = MonotonicClock::now() - now;
    m_due = now + std::min<Monotonic::duration>(8 * cost, std::chrono::seconds(2));
}

void LatencyPane::showLatency(const std::vector<Slice>& all, const TimeMap& map)
{
    const auto points = latencyPoints(all, map);
    m_latency->replace(points, all.empty() ? 1000 : static_cast<double>(all.front().step.count()) * 1000);
    m_latency->setHint(points.empty() ? tr("No requests in this span yet. Open a page of the backend (Ctrl+Shift+O) "
                                           "and its response times appear here.")
                                      : QString());
    const Histogram now = recent(all);
    const auto value = [&](double percent) { return now.empty() ? u"–"_s : format::duration(now.percentile(percent)); };
    m_latencyLegend->setItems({{m_latency->colorOf(0), u"p50"_s, value(50)},
                               {m_latency->colorOf(1), u"p90"_s, value(90)},
                               {m_latency->colorOf(2), u"p99"_s, value(99)},
                               {m_latency->colorOf(3), tr("max"), value(100), true}});
}

void LatencyPane::showThroughput(const std::vector<Slice>& all, const TimeMap& map, Monotonic now)
{
    const Bars bars = barsFrom(all, map, now, std::max(20, static_cast<int>(m_throughput->plotWidth() / 5)));
    m_throughput->replaceBars(bars.requests, bars.failures, bars.width);
    m_rate = bars.rate;
    m_errorShare = bars.errorShare;
}

void LatencyPane::showGauges(const TimeMap& map, double from)
{
    const Colors& c = m_look.colors();
    QList<QPointF> inFlight;
    QList<QPointF> sockets;
    for (const GaugeHistory::Entry& entry : m_gauges.entries(window())) {
        const double x = map.toX(entry.at);
        if (x < from)
            continue;
        inFlight.append(QPointF(x, static_cast<double>(entry.gauges.inFlight)));
        sockets.append(QPointF(x, static_cast<double>(entry.gauges.webSockets)));
    }
    m_throughput->replaceGauges(inFlight, sockets);
    const metrics::Gauges now = m_metrics.gauges();
    m_throughputLegend->setItems(
        {{c.throughput, {}, tr("%1/s").arg(QString::number(m_rate, 'f', m_rate < 100 ? 1 : 0)), false, true},
         {c.failures, {}, tr("%1 % failed").arg(QString::number(m_errorShare * 100, 'f', 1)), false, true},
         {c.inFlight, {}, tr("%1 in flight").arg(format::count(atLeastZero(now.inFlight)))},
         {c.sockets, {}, format::counted(atLeastZero(now.webSockets), tr("1 WebSocket"), tr("%1 WebSockets")), true}});
}

void LatencyPane::showRoundTrips(const TimeMap& map, double from, Monotonic now)
{
    const Monotonic start = now - window() - std::chrono::seconds(1);
    const auto step =
        std::chrono::milliseconds(std::max<std::int64_t>(250, std::chrono::milliseconds(window()).count() / 400));
    auto points = roundTripPoints(m_roundTrips, map, start, step);
    std::erase_if(points, [from](const LatencyPoint& point) { return point.x < from; });
    // A conversation has pauses; only long ones are gaps.
    const double gap = std::max(static_cast<double>(step.count()),
                                static_cast<double>(std::chrono::milliseconds(window()).count()) / 30);
    m_trips->replace(points, gap);
    m_trips->setHint(points.empty() ? tr("Send a message in the chat: the time until its reply appears here.")
                                    : QString());
    const Histogram newest = recent(m_roundTrips, start);
    m_roundTripLegend->setItems(
        {{m_trips->colorOf(0), u"p50"_s, newest.empty() ? u"–"_s : format::duration(newest.percentile(50))},
         {m_trips->colorOf(3), tr("max"), newest.empty() ? u"–"_s : format::duration(newest.max()), true}});
}

void LatencyPane::save(QSettings& settings) const
{
    settings.setValue(u"latency/window"_s, m_window->currentData());
    settings.setValue(u"latency/log"_s, m_scale->isChecked());
}

void LatencyPane::restore(const QSettings& settings)
{
    const int index = m_window->findData(settings.value(u"latency/window"_s, 60).toInt());
    m_window->setCurrentIndex(std::max(0, index));
    m_scale->setChecked(settings.value(u"latency/log"_s, true).toBool());
}

} // namespace windsock::ui
