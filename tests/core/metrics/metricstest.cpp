// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics: slices of several shards, on an artificial clock, and while threads record.
#include "core/metrics/metrics.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <thread>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::metrics;
using Scope = Metrics::Scope;

namespace {

Monotonic at(std::int64_t second)
{
    return Monotonic(std::chrono::seconds(second)) + 250ms;
}

Sample sample(std::string_view route, bool backend, microseconds latency, int status = 200)
{
    return {route, backend, status, latency, backend ? latency / 2 : 0us};
}

std::uint64_t requestsIn(const std::vector<Slice>& slices)
{
    std::uint64_t sum = 0;
    for (const Slice& slice : slices)
        sum += slice.requests;
    return sum;
}

} // namespace

class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slicesAreAlignedAndComplete_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("count");
        QTest::newRow("one minute") << 60 << 1 << 60;
        QTest::newRow("ten minutes") << 600 << 1 << 600;
        QTest::newRow("just over ten minutes") << 601 << 10 << 61;
        QTest::newRow("two hours") << 7'200 << 10 << 720;
        QTest::newRow("six hours") << 21'600 << 60 << 360;
        QTest::newRow("a day") << 86'400 << 60 << 1'440;
        QTest::newRow("more than is kept") << 1'000'000 << 60 << 1'440;
        QTest::newRow("nothing") << 0 << 1 << 1;
    }

    void slicesAreAlignedAndComplete()
    {
        QFETCH(int, window);
        QFETCH(int, step);
        QFETCH(int, count);
        Metrics metrics;
        const Monotonic now = at(200'005);
        const auto slices = metrics.slices(Scope::AllRoutes, {}, std::chrono::seconds(window), now);
        QCOMPARE(int(slices.size()), count);
        for (std::size_t i = 0; i < slices.size(); ++i) {
            QCOMPARE(slices[i].step, std::chrono::seconds(step));
            QCOMPARE(slices[i].start.time_since_epoch() % std::chrono::seconds(step), 0ns);
            QCOMPARE(slices[i].start, slices[0].start + i * std::chrono::seconds(step));
            QVERIFY(slices[i].latency.empty());
        }
        QVERIFY(slices.back().start <= now && now < slices.back().start + slices.back().step);
    }

    void shardsAreMerged()
    {
        Metrics metrics;
        auto& one = metrics.addShard();
        auto& two = metrics.addShard();
        one.record(sample("/a", false, 100us), at(1'000));
        two.record(sample("/a", false, 200us, 500), at(1'000));
        two.record(sample(".*", true, 50us), at(1'001));
        one.record(sample(".*", true, 70us, 0), at(1'002));
        one.record(sample({}, false, 10us, 400), at(1'002));
        const auto all = metrics.slices(Scope::AllRoutes, {}, 60s, at(1'002));
        QCOMPARE(requestsIn(all), std::uint64_t(5));
        QCOMPARE(all[57].requests, std::uint64_t(2));
        QCOMPARE(all[57].errors, std::uint64_t(1));
        QCOMPARE(all[57].latency.max(), 200us);
        QCOMPARE(all[58].service.max(), 25us);
        QCOMPARE(all[59].requests, std::uint64_t(2));
        QCOMPARE(all[59].errors, std::uint64_t(1));
        QCOMPARE(requestsIn(metrics.slices(Scope::Backend, {}, 60s, at(1'002))), std::uint64_t(2));
        QCOMPARE(requestsIn(metrics.slices(Scope::Route, "/a", 60s, at(1'002))), std::uint64_t(2));
        QCOMPARE(requestsIn(metrics.slices(Scope::Route, "/b", 60s, at(1'002))), std::uint64_t(0));
        QCOMPARE(metrics.routes(), (std::vector<std::string>{"/a", ".*"}));
    }

    void oldSlicesFallOut()
    {
        Metrics metrics;
        auto& shard = metrics.addShard();
        shard.record(sample("/a", false, 1us), at(1'000));
        QCOMPARE(requestsIn(metrics.slices(Scope::AllRoutes, {}, 60s, at(1'059))), std::uint64_t(1));
        QCOMPARE(requestsIn(metrics.slices(Scope::AllRoutes, {}, 60s, at(1'060))), std::uint64_t(0));
        QCOMPARE(requestsIn(metrics.slices(Scope::AllRoutes, {}, 60s, at(999))), std::uint64_t(0));
    }

    void gaugesAddUp()
    {
        Metrics metrics;
        metrics.addShard().inFlight = 3;
        auto& shard = metrics.addShard();
        shard.inFlight = 2;
        shard.webSockets = 7;
        shard.connections = 9;
        const Gauges gauges = metrics.gauges();
        QCOMPARE(gauges.inFlight, 5);
        QCOMPARE(gauges.webSockets, 7);
        QCOMPARE(gauges.connections, 9);
    }

    /// Two threads record over some seconds while a third reads: nothing is lost, nothing counted twice.
    void readsWhileThreadsRecord()
    {
        constexpr int each = 20'000;
        Metrics metrics;
        std::atomic<int> running = 2;
        const auto work = [&](Metrics::Shard& shard) {
            for (int i = 0; i < each; ++i)
                shard.record(sample(i % 2 ? "/a" : "/b", i % 3 == 0, microseconds(i)), at(5'000 + i / 500));
            --running;
        };
        std::thread one(work, std::ref(metrics.addShard()));
        std::thread two(work, std::ref(metrics.addShard()));
        std::uint64_t before = 0;
        bool grows = true;
        while (running > 0) {
            const std::uint64_t seen = requestsIn(metrics.slices(Scope::AllRoutes, {}, 600s, at(5'100)));
            grows = grows && seen >= before;
            before = seen;
        }
        one.join();
        two.join();
        QVERIFY(grows);
        QCOMPARE(requestsIn(metrics.slices(Scope::AllRoutes, {}, 600s, at(5'100))), std::uint64_t(2 * each));
        QCOMPARE(requestsIn(metrics.slices(Scope::Route, "/a", 7'200s, at(5'100))), std::uint64_t(each));
    }
};

WINDSOCK_TEST(MetricsTest)
#include "metricstest.moc"
