// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as JSON: what is written comes back, byte for byte; what is no such file is told in a sentence.
#include "core/bench/runjson.h"
#include "core/bench/histogramjson.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

namespace {

/// Every field has a value of its own.
Run aRun()
{
    Run run = madeRun(50, [](std::size_t i) { return static_cast<std::uint32_t>(i * i * 137 + 5); });
    Plan& plan = run.plan;
    plan.target = {true, true, {"::1", 8443}, "[::1]:8443", "/ws?x=1", "wss://[::1]:8443/ws?x=1"};
    plan.name = "öne";
    plan.method = "POST";
    plan.headers = {{"X-A", "b"}, {"X-C", "caf\xe9"}};
    plan.body = std::string("\x00\xff\x01", 3);
    plan.message = "hi";
    plan.requests = 51, plan.warmUp = 3, plan.connections = 7, plan.rate = 12.25, plan.samples = 99;
    plan.duration = std::chrono::milliseconds(1), plan.ramp = std::chrono::milliseconds(2);
    plan.timeout = std::chrono::milliseconds(3), plan.keepAlive = false, plan.insecure = true;
    run.stopped = true, run.error = "no", run.server = "s", run.failure = "f";
    run.documentLength = 1, run.keptAlive = 2, run.badStatus = 3, run.received = 4, run.body = 5, run.sent = 6;
    run.failures = {7, 8, 9, 10};
    run.generator.busy = 0.375;
    run.generator.lateness.record(microseconds(41), 12);
    run.samples[3].delay = 17;
    return run;
}

QJsonObject edited(const Run& run, const QString& path, const QJsonValue& value)
{
    QJsonObject object = toJsonObject(run);
    const QStringList parts = path.split(u'.');
    if (parts.size() == 1) {
        object[path] = value;
    } else {
        QJsonObject inner = object.value(parts.at(0)).toObject();
        inner[parts.at(1)] = value;
        object[parts.at(0)] = inner;
    }
    return object;
}

} // namespace

class RunJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas();
    void hasWhatAScriptWants();
    void manySamplesAreLeftOut();
    void histogramsComeBackExactly();
    void refusesHistograms_data();
    void refusesHistograms();
    void refuses_data();
    void refuses();
    void cutAnywhereItIsRefused();
    void files();
};

void RunJsonTest::comesBackAsItWas()
{
    for (const Run& run : {aRun(), Run(), abRun(QStringLiteral("mixed"))}) {
        const QByteArray written = toJson(run);
        const auto read = parseRunJson(written, QStringLiteral("x.json"));
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence));
        QCOMPARE(read->source, std::string("x.json"));
        QCOMPARE(toJson(*read), written);
        QCOMPARE(read->plan.body, run.plan.body);
        QCOMPARE(read->plan.headers, run.plan.headers);
        QVERIFY(read->plan.target.endpoint == run.plan.target.endpoint);
        QCOMPARE(read->samples.size(), run.samples.size());
        QCOMPARE(read->started, run.started);
        QCOMPARE(read->latency.percentile(99), run.latency.percentile(99));
    }
}

void RunJsonTest::hasWhatAScriptWants()
{
    const QJsonObject object = QJsonDocument::fromJson(toJson(abRun(QStringLiteral("keepalive")))).object();
    QCOMPARE(object.value(QStringLiteral("windsock_bench")).toInt(), 1);
    QCOMPARE(object.value(QStringLiteral("counts")).toObject().value(QStringLiteral("complete")).toInt(), 20);
    QVERIFY(object.value(QStringLiteral("requests_per_second")).toDouble() > 100);
    const QJsonObject latency = object.value(QStringLiteral("latency_ms")).toObject();
    for (const char* name : {"p50", "p75", "p90", "p95", "p99", "p99.9", "p100"})
        QVERIFY2(latency.value(QLatin1String(name)).toDouble() > 0, name);
}

void RunJsonTest::manySamplesAreLeftOut()
{
    const Run many = madeRun(100'001, [](std::size_t i) { return static_cast<std::uint32_t>(i); });
    const QByteArray written = toJson(many);
    QVERIFY(!written.contains("\"samples\":{"));
    const auto read = parseRunJson(written, QStringLiteral("x"));
    QVERIFY(read && read->samples.empty() && read->complete == 100'001 && read->latency.count() == 100'001);
}

void RunJsonTest::histogramsComeBackExactly()
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> latency(7.0, 2.5);
    for (int size = 0; size < 300; ++size) {
        metrics::Histogram histogram;
        for (int i = 0; i < size; ++i)
            histogram.record(microseconds(static_cast<std::int64_t>(latency(random))), random() % 3 + 1);
        const auto read = histogramFrom(toJsonObject(histogram));
        QVERIFY(read);
        QCOMPARE(read->min(), histogram.min());
        QCOMPARE(read->max(), histogram.max());
        QCOMPARE(read->mean(), histogram.mean());
        QCOMPARE(toJsonObject(*read), toJsonObject(histogram));
    }
}

void RunJsonTest::refusesHistograms_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray("{}");
    QTest::newRow("no bucket's bounds") << QByteArray(R"({"count":1,"min":1,"max":1,"sum":1,"buckets":[[0,2,1]]})");
    QTest::newRow("descending") << QByteArray(R"({"count":2,"min":1,"max":2,"sum":3,"buckets":[[2,3,1],[1,2,1]]})");
    QTest::newRow("counts") << QByteArray(R"({"count":3,"min":1,"max":1,"sum":1,"buckets":[[1,2,1]]})");
    QTest::newRow("least elsewhere") << QByteArray(R"({"count":1,"min":5,"max":1,"sum":1,"buckets":[[1,2,1]]})");
    QTest::newRow("one value, two ends") << QByteArray(
        R"({"count":1,"min":512,"max":513,"sum":512,"buckets":[[512,516,1]]})");
    QTest::newRow("negative") << QByteArray(R"({"count":-1,"min":1,"max":1,"sum":1,"buckets":[[1,2,-1]]})");
    QTest::newRow("no count") << QByteArray(R"({"count":0,"min":1,"max":1,"sum":1,"buckets":[[1,2,0]]})");
    QTest::newRow("too long") << QByteArray(
        R"({"count":1,"min":9e18,"max":9e18,"sum":9e18,"buckets":[[9e18,9.1e18,1]]})");
}

void RunJsonTest::refusesHistograms()
{
    QFETCH(QByteArray, json);
    QVERIFY(!histogramFrom(QJsonDocument::fromJson(json).object()));
}

void RunJsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");
    const auto with = [](const char* path, const QJsonValue& value) {
        return QJsonDocument(edited(aRun(), QLatin1String(path), value)).toJson();
    };
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is no JSON");
    QTest::newRow("binary") << QByteArray("\x89PNG\0", 5) << QStringLiteral("is no JSON");
    QTest::newRow("another's") << QByteArray("{}") << QStringLiteral("no benchmark's");
    QTest::newRow("an array") << QByteArray("[1]") << QStringLiteral("no benchmark's");
    QTest::newRow("later") << with("windsock_bench", 2) << QStringLiteral("a later Windsock");
    QTest::newRow("version's kind") << with("windsock_bench", QStringLiteral("1")) << QStringLiteral("no benchmark's");
    QTest::newRow("no plan") << with("plan", QJsonValue()) << QStringLiteral("its plan is missing");
    QTest::newRow("no target") << with("plan.target", 1) << QStringLiteral("its plan.target is missing");
    QTest::newRow("negative") << with("taken_us", -1) << QStringLiteral("its taken_us is missing or impossible");
    QTest::newRow("a part") << with("counts.complete", 1.5) << QStringLiteral("its counts.complete is");
    QTest::newRow("base64") << with("server", QJsonObject{{QStringLiteral("base64"), QStringLiteral("?")}})
                            << QStringLiteral("its server is");
    QTest::newRow("histogram") << with("histograms.latency", QJsonObject()) << QStringLiteral("its histograms.latency");
    QTest::newRow("samples") << with("samples.wait", QJsonArray{1}) << QStringLiteral("its samples.wait");
    QTest::newRow("more complete than measured")
        << with("counts.complete", 9'000'000) << QStringLiteral("its counts is");
    QTest::newRow("no samples") << with("samples", 1) << QStringLiteral("its samples is missing");
    QTest::newRow("header") << with("plan.headers", QJsonArray{1}) << QStringLiteral("its plan.headers");
}

void RunJsonTest::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    const auto run = parseRunJson(json, QStringLiteral("x%2.json"));
    QVERIFY(!run);
    QVERIFY2(run.error().sentence.contains(part), qPrintable(run.error().sentence));
    QVERIFY(run.error().sentence.startsWith(QStringLiteral("x%2.json ")) && run.error().sentence.endsWith(u'.'));
}

void RunJsonTest::cutAnywhereItIsRefused()
{
    Run small = aRun();
    small.samples.resize(2);
    const QByteArray whole = toJson(small).trimmed();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!parseRunJson(whole.left(size), QStringLiteral("x")));
}

void RunJsonTest::files()
{
    const windsock::test::TestFolder folder;
    const QString file = folder.write(QStringLiteral("r.json"), toJson(aRun()));
    QCOMPARE(readRunFile(file)->source, file.toStdString());
    QCOMPARE(readRunFile(folder.path(QStringLiteral("no"))).error().code, ErrorCode::NotFound);
}

WINDSOCK_TEST(RunJsonTest)
#include "runjsontest.moc"
