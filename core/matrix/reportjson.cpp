// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportjson.h"

#include "core/matrix/reportanswers.h"
#include "core/matrix/reportchapter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace windsock::matrix {

namespace {

QJsonValue number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QJsonValue number(microseconds time)
{
    return static_cast<qint64>(time.count());
}

QString word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Yes:
        return QStringLiteral("yes");
    case Verdict::No:
        return QStringLiteral("no");
    default:
        return QStringLiteral("maybe");
    }
}

QJsonObject toJson(const Machine& machine)
{
    return {{QStringLiteral("system"), machine.system},
            {QStringLiteral("kernel"), machine.kernel},
            {QStringLiteral("processor"), machine.processor},
            {QStringLiteral("processors"), machine.processors}};
}

QJsonObject toJson(const Conversation& heard)
{
    return {
        {QStringLiteral("works"), heard.works},
        {QStringLiteral("why"), heard.why},
        {QStringLiteral("lines"), QJsonArray::fromStringList(heard.lines)},
        {QStringLiteral("answers"), QJsonArray::fromStringList(heard.answers)},
        {QStringLiteral("round_trip_us"), heard.roundTrip ? number(*heard.roundTrip) : QJsonValue(QJsonValue::Null)}};
}

QJsonArray toJson(const std::vector<Step>& steps)
{
    QJsonArray array;
    for (const Step& step : steps)
        array += QJsonObject{{QStringLiteral("ok"), step.ok}, {QStringLiteral("text"), step.text}};
    return array;
}

QJsonObject toJson(const metrics::Histogram& latency)
{
    return {{QStringLiteral("min"), number(latency.min())},
            {QStringLiteral("mean"), latency.mean()},
            {QStringLiteral("p50"), number(latency.percentile(50))},
            {QStringLiteral("p90"), number(latency.percentile(90))},
            {QStringLiteral("p99"), number(latency.percentile(99))},
            {QStringLiteral("max"), number(latency.max())}};
}

QJsonObject toJson(const bench::Run& run)
{
    return {{QStringLiteral("page"), QString::fromStdString(bench::nameOf(run.plan))},
            {QStringLiteral("url"), QString::fromStdString(run.plan.target.url)},
            {QStringLiteral("requests"), number(run.plan.requests)},
            {QStringLiteral("connections"), run.plan.connections},
            {QStringLiteral("keep_alive"), run.plan.keepAlive},
            {QStringLiteral("taken_us"), number(run.taken)},
            {QStringLiteral("complete"), number(run.complete)},
            {QStringLiteral("failed"), number(failedOf(run))},
            {QStringLiteral("bad_status"), number(run.badStatus)},
            {QStringLiteral("requests_per_second"), bench::perSecond(run)},
            {QStringLiteral("latency_us"), toJson(run.latency)},
            {QStringLiteral("stopped"), run.stopped},
            {QStringLiteral("failure"), QString::fromStdString(run.failure)},
            {QStringLiteral("error"), QString::fromStdString(run.error)}};
}

QJsonArray toJson(const bench::Runs& runs)
{
    QJsonArray array;
    for (const auto& run : runs)
        array += toJson(*run);
    return array;
}

QJsonObject toJson(const EnvironmentResult& result)
{
    const QJsonValue picture = hasPicture(result) ? QJsonValue(picturePath(result.name)) : QJsonValue(QJsonValue::Null);
    return {{QStringLiteral("name"), result.name},
            {QStringLiteral("python"), result.python},
            {QStringLiteral("framework"), result.framework},
            {QStringLiteral("backend"), result.backend},
            {QStringLiteral("python_found"), result.pythonFound},
            {QStringLiteral("python_path"), result.pythonPath},
            {QStringLiteral("framework_found"), result.frameworkFound},
            {QStringLiteral("packages"), result.packages},
            {QStringLiteral("relayed"), result.relayed},
            {QStringLiteral("verdict"), word(overall(result))},
            {QStringLiteral("websocket"), word(result.webSocket)},
            {QStringLiteral("django"), word(result.django)},
            {QStringLiteral("why"), result.why},
            {QStringLiteral("evidence"), result.evidence},
            {QStringLiteral("took_ms"), static_cast<qint64>(result.took.count())},
            {QStringLiteral("conversation"), toJson(result.conversation)},
            {QStringLiteral("websocket_log"), result.webSocketLog},
            {QStringLiteral("steps"), toJson(result.steps)},
            {QStringLiteral("pages_log"), result.pagesLog},
            {QStringLiteral("picture"), picture},
            {QStringLiteral("benchmark"), toJson(result.benchmark)}};
}

QJsonObject countsOf(const std::vector<EnvironmentResult>& results)
{
    QJsonObject counts;
    for (const Verdict verdict : {Verdict::Yes, Verdict::Maybe, Verdict::No})
        counts[word(verdict)] = number(countOf(results, verdict));
    return counts;
}

} // namespace

QByteArray toJson(const std::vector<EnvironmentResult>& results, const ReportFacts& facts)
{
    QJsonArray environments;
    for (const EnvironmentResult& result : results)
        environments += toJson(result);
    return QJsonDocument(QJsonObject{{QStringLiteral("windsock_matrix"), 1},
                                     {QStringLiteral("title"), facts.title},
                                     {QStringLiteral("version"), facts.version},
                                     {QStringLiteral("date"), facts.date.toString(Qt::ISODate)},
                                     {QStringLiteral("machine"), toJson(facts.machine)},
                                     {QStringLiteral("matrix_file"), facts.matrixFile},
                                     {QStringLiteral("command"), facts.command},
                                     {QStringLiteral("counts"), countsOf(results)},
                                     {QStringLiteral("environments"), environments}})
        .toJson();
}

} // namespace windsock::matrix
