// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LatencyPane: draws what the metrics have, in both scales and every window, and says what is missing when empty.
#include "ui/latency/latencypane.h"
#include "tests/support/testregistry.h"
#include "ui/latency/latencychart.h"
#include "ui/latency/legend.h"
#include "ui/latency/roundtrips.h"
#include "ui/pulse.h"

#include <QComboBox>
#include <QLabel>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QTest>
#include <QToolButton>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

class LatencyPaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void emptyChartsSayWhatToDo();
    void requestsAreDrawn();
    void theAxisNeverMeetsZero();
    void everyWindowAndScaleWorks();
    void roundTripsStayApart();

private:
    template <class Widget>
    Widget* find(const char* name)
    {
        return m_pane->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<metrics::Metrics> m_metrics;
    RoundTrips m_trips;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_hidden;
    std::unique_ptr<LatencyPane> m_pane;
};

void LatencyPaneTest::init()
{
    m_metrics = std::make_unique<metrics::Metrics>();
    m_trips = RoundTrips();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_hidden = std::make_unique<QWidget>();
    m_pane = std::make_unique<LatencyPane>(*m_metrics, m_trips, *m_theme, *new Pulse(m_hidden.get()), nullptr);
    m_pane->resize(650, 320);
    m_pane->show();
    m_pane->refresh();
}

void LatencyPaneTest::cleanup()
{
    m_pane.reset();
    m_hidden.reset();
}

void LatencyPaneTest::emptyChartsSayWhatToDo()
{
    QStringList hints;
    for (const QLabel* label : find<LatencyChart>("latencyChart")->findChildren<QLabel*>())
        hints += label->text();
    QVERIFY(hints.join(QString()).contains(u"No requests"_s));
    QCOMPARE(find<Legend>("latencyLegend")->text(), u"Response time · p50 – · p90 – · p99 – · max –"_s);
}

void LatencyPaneTest::requestsAreDrawn()
{
    auto& shard = m_metrics->addShard();
    const Monotonic now = MonotonicClock::now();
    for (int second = 0; second < 20; ++second)
        for (int ms = 1; ms <= 100; ++ms)
            shard.record({".*", true, 200, std::chrono::milliseconds(ms), {}}, now - std::chrono::seconds(second));
    m_pane->refresh();
    const QString legend = find<Legend>("latencyLegend")->text();
    QVERIFY2(legend.contains(u"p50 50."_s) || legend.contains(u"p50 49."_s), qPrintable(legend));
    QVERIFY2(legend.endsWith(u"max 100.00 ms"_s), qPrintable(legend));
    qsizetype points = 0;
    for (const QAbstractSeries* series : find<LatencyChart>("latencyChart")->chart()->series())
        points += qobject_cast<const QLineSeries*>(series)->count();
    QVERIFY(points >= 4 * 19);
}

void LatencyPaneTest::theAxisNeverMeetsZero()
{
    auto& shard = m_metrics->addShard();
    shard.record({".*", true, 200, microseconds(0), {}}, MonotonicClock::now());
    m_pane->refresh();
    auto* chart = find<LatencyChart>("latencyChart")->chart();
    for (const QAbstractAxis* axis : chart->axes(Qt::Vertical)) {
        if (const auto* log = qobject_cast<const QLogValueAxis*>(axis))
            QVERIFY(log->min() > 0);
    }
    for (const QAbstractSeries* series : chart->series())
        for (const QPointF& point : qobject_cast<const QLineSeries*>(series)->points())
            QVERIFY(point.y() > 0);
}

void LatencyPaneTest::everyWindowAndScaleWorks()
{
    auto& shard = m_metrics->addShard();
    shard.record({"/polls/", false, 200, microseconds(900), {}}, MonotonicClock::now());
    auto* window = find<QComboBox>("latencyWindow");
    auto* scale = find<QToolButton>("latencyScale");
    for (int i = 0; i < window->count(); ++i) {
        window->setCurrentIndex(i);
        scale->toggle();
        m_pane->refresh();
        QVERIFY(!m_pane->grab().isNull());
    }
    QCOMPARE(m_pane->window(), std::chrono::hours(24));
    QTRY_COMPARE_WITH_TIMEOUT(find<QComboBox>("latencyRoute")->findText(u"/polls/"_s), 2, 3000);
}

void LatencyPaneTest::roundTripsStayApart()
{
    m_trips.add(MonotonicClock::now(), microseconds(310));
    m_pane->refresh();
    QCOMPARE(find<Legend>("roundTripLegend")->text(), u"WebSocket round trip · p50 0.31 ms · max 0.31 ms"_s);
    QCOMPARE(find<Legend>("latencyLegend")->text(), u"Response time · p50 – · p90 – · p99 – · max –"_s);
}

WINDSOCK_TEST(LatencyPaneTest)
#include "latencypanetest.moc"
