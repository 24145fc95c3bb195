// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/runjson.h"

#include "core/bench/histogramjson.h"
#include "core/bench/jsonfields.h"
#include "core/bench/planjson.h"
#include "core/bench/ranks.h"
#include "core/bench/wholefile.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace windsock::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1;
constexpr std::size_t mostSamples = 100'000;
constexpr std::int64_t mostBytes = 256LL * 1024 * 1024;
constexpr std::int64_t mostCount = std::int64_t(1) << 53; // what a JSON number holds everywhere
constexpr std::int64_t mostUs = std::numeric_limits<std::uint32_t>::max();

qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QJsonObject countsOf(const Run& run)
{
    return {{u"complete"_s, number(run.complete)},
            {u"kept_alive"_s, number(run.keptAlive)},
            {u"not_2xx"_s, number(run.badStatus)},
            {u"bytes_received"_s, number(run.received)},
            {u"bytes_of_body"_s, number(run.body)},
            {u"bytes_sent"_s, number(run.sent)},
            {u"document_length"_s, number(run.documentLength)}};
}

QJsonObject failuresOf(const Run& run)
{
    return {{u"connect"_s, number(run.failures.connect)},
            {u"receive"_s, number(run.failures.receive)},
            {u"length"_s, number(run.failures.length)},
            {u"exceptions"_s, number(run.failures.exceptions)},
            {u"first"_s, toJsonText(run.failure)}};
}

QJsonObject percentilesOf(const Run& run)
{
    const Ranks ranks = ranksOf(run);
    QJsonObject object;
    for (const double percent : {50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 100.0})
        object[u'p' + QString::number(percent)] = static_cast<double>(ranks.percentile(percent)) / 1000;
    return object;
}

template <class Of>
QJsonArray column(const std::vector<Sample>& samples, Of of)
{
    QJsonArray array;
    for (const Sample& sample : samples)
        array.append(static_cast<qint64>(of(sample)));
    return array;
}

QJsonObject samplesOf(const std::vector<Sample>& samples)
{
    return {{u"begun"_s, column(samples, [](const Sample& s) { return s.begun; })},
            {u"delay"_s, column(samples, [](const Sample& s) { return s.delay; })},
            {u"connect"_s, column(samples, [](const Sample& s) { return s.connect; })},
            {u"wait"_s, column(samples, [](const Sample& s) { return s.wait; })},
            {u"total"_s, column(samples, [](const Sample& s) { return s.total; })}};
}

void readCounts(Run& run, const JsonFields& fields)
{
    const auto count = [&](const char* name) { return static_cast<std::uint64_t>(fields.whole(name, mostCount)); };
    run.complete = count("complete");
    run.keptAlive = count("kept_alive");
    run.badStatus = count("not_2xx");
    run.received = count("bytes_received");
    run.body = count("bytes_of_body");
    run.sent = count("bytes_sent");
    run.documentLength = count("document_length");
}

void readFailures(Run& run, const JsonFields& fields)
{
    const auto count = [&](const char* name) { return static_cast<std::uint64_t>(fields.whole(name, mostCount)); };
    run.failures = {count("connect"), count("receive"), count("length"), count("exceptions")};
    run.failure = fields.text("first");
}

metrics::Histogram readHistogram(const JsonFields& fields, const char* name)
{
    const auto histogram = histogramFrom(fields.object(name));
    if (!histogram)
        fields.refuse(name);
    return histogram.value_or(metrics::Histogram());
}

/// One column of as many whole numbers as there are samples.
template <class Set>
void readColumn(std::vector<Sample>& samples, const JsonFields& fields, const char* name, std::int64_t most, Set set)
{
    const QJsonArray array = fields.array(name);
    if (static_cast<std::size_t>(array.size()) != samples.size())
        return fields.refuse(name);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const qint64 value = array.at(static_cast<qsizetype>(i)).toInteger(-1);
        if (value < 0 || value > most)
            return fields.refuse(name);
        set(samples[i], value);
    }
}

std::vector<Sample> readSamples(const JsonFields& fields)
{
    std::vector<Sample> samples(static_cast<std::size_t>(fields.array("begun").size()));
    if (samples.size() > mostSamples) {
        fields.refuse("begun");
        return {};
    }
    const auto us = [](qint64 value) { return static_cast<std::uint32_t>(value); };
    readColumn(samples, fields, "begun", mostCount, [](Sample& s, qint64 value) { s.begun = value; });
    readColumn(samples, fields, "delay", mostUs, [&](Sample& s, qint64 value) { s.delay = us(value); });
    readColumn(samples, fields, "connect", mostUs, [&](Sample& s, qint64 value) { s.connect = us(value); });
    readColumn(samples, fields, "wait", mostUs, [&](Sample& s, qint64 value) { s.wait = us(value); });
    readColumn(samples, fields, "total", mostUs, [&](Sample& s, qint64 value) { s.total = us(value); });
    return samples;
}

Run readRun(const QJsonObject& object, QString* wrong)
{
    const JsonFields fields(object, wrong);
    Run run;
    run.plan = planFrom(fields.fields("plan"));
    run.started = Wall(microseconds(fields.whole("started_us", mostCount)));
    run.taken = microseconds(fields.whole("taken_us", mostCount));
    run.stopped = fields.flag("stopped");
    run.error = fields.text("error");
    run.server = fields.text("server");
    readCounts(run, fields.fields("counts"));
    readFailures(run, fields.fields("failures"));
    const JsonFields histograms = fields.fields("histograms");
    run.latency = readHistogram(histograms, "latency");
    run.service = readHistogram(histograms, "service");
    run.connect = readHistogram(histograms, "connect");
    const JsonFields generator = fields.fields("generator");
    run.generator.busy = generator.number("busy", 1e6);
    run.generator.lateness = readHistogram(generator, "lateness");
    if (object.contains(u"samples"_s))
        run.samples = readSamples(fields.fields("samples"));
    if (run.samples.size() > run.complete || run.latency.count() != run.complete)
        fields.refuse("counts");
    return run;
}

Error invalid(const QString& sentence, const QString& file, const QString& what = {})
{
    return {ErrorCode::Invalid, what.isEmpty() ? sentence.arg(file) : sentence.arg(file, what), {}};
}

} // namespace

QJsonObject toJsonObject(const Run& run)
{
    QJsonObject object = {
        {u"windsock_bench"_s, version},
        {u"name"_s, toJsonText(nameOf(run.plan))},
        {u"plan"_s, toJsonObject(run.plan)},
        {u"started_us"_s,
         static_cast<qint64>(std::chrono::duration_cast<microseconds>(run.started.time_since_epoch()).count())},
        {u"taken_us"_s, static_cast<qint64>(run.taken.count())},
        {u"requests_per_second"_s, perSecond(run)},
        {u"stopped"_s, run.stopped},
        {u"error"_s, toJsonText(run.error)},
        {u"server"_s, toJsonText(run.server)},
        {u"counts"_s, countsOf(run)},
        {u"failures"_s, failuresOf(run)},
        {u"latency_ms"_s, percentilesOf(run)},
        {u"histograms"_s, QJsonObject{{u"latency"_s, toJsonObject(run.latency)},
                                      {u"service"_s, toJsonObject(run.service)},
                                      {u"connect"_s, toJsonObject(run.connect)}}},
        {u"generator"_s,
         QJsonObject{{u"busy"_s, run.generator.busy}, {u"lateness"_s, toJsonObject(run.generator.lateness)}}}};
    if (run.samples.size() <= mostSamples)
        object[u"samples"_s] = samplesOf(run.samples);
    return object;
}

QByteArray toJson(const Run& run)
{
    return QJsonDocument(toJsonObject(run)).toJson(QJsonDocument::Compact) + '\n';
}

Result<Run> parseRunJson(const QByteArray& bytes, const QString& file)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(bytes, &error).object();
    if (error.error != QJsonParseError::NoError)
        return invalid(u"%1 is no JSON (at byte %2): give a file that a benchmark wrote."_s, file,
                       QString::number(error.offset));
    return readRunObject(object, file);
}

Result<Run> readRunObject(const QJsonObject& object, const QString& file)
{
    const qint64 written = object.value(u"windsock_bench"_s).toInteger(-1);
    if (written > version)
        return invalid(u"%1 was written by a later Windsock: read it with that one."_s, file);
    if (written != version)
        return invalid(u"%1 is JSON but no benchmark's: give a file that a benchmark wrote."_s, file);
    QString wrong;
    Run run = readRun(object, &wrong);
    if (!wrong.isEmpty())
        return invalid(u"%1 cannot be read, its %2 is missing or impossible: run the benchmark again."_s, file, wrong);
    run.source = file.toStdString();
    return run;
}

Result<Run> readRunFile(const QString& file)
{
    const auto bytes = readFile(file, mostBytes);
    return bytes ? parseRunJson(*bytes, file) : bytes.error();
}

} // namespace windsock::bench
