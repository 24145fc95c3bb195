// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bench/abcase.h"

#include <QFile>

#include <map>

using namespace std::chrono_literals;

namespace windsock::bench::test {

namespace {

void fill(Run& run, std::map<QByteArray, QByteArray>& values)
{
    run.plan.target.path = values["path"].toStdString();
    run.plan.target.endpoint = {"127.0.0.1", static_cast<std::uint16_t>(values["port"].toUInt())};
    run.plan.connections = values["connections"].toInt();
    run.plan.method = values["method"].toStdString();
    run.plan.keepAlive = values["keepAlive"].toInt() >= 0;
    run.keptAlive = run.plan.keepAlive ? values["keepAlive"].toULongLong() : 0;
    run.server = values["software"] == "-" ? std::string() : values["software"].toStdString();
    run.documentLength = values["length"].toULongLong();
    run.taken = microseconds(values["taken"].toLongLong());
    run.complete = values["complete"].toULongLong();
    run.failures.length = values["badLength"].toULongLong();
    run.badStatus = values["non2xx"].toULongLong();
    run.received = values["transferred"].toULongLong();
    run.sent = values["sent"].toULongLong();
    run.body = values["html"].toULongLong();
    run.started = Wall(microseconds(values["started"].toLongLong()));
}

void add(Run& run, const Sample& sample)
{
    run.samples.push_back(sample);
    run.latency.record(microseconds(latencyOf(sample)));
    run.service.record(microseconds(sample.total));
    if (sample.connect > 0)
        run.connect.record(microseconds(sample.connect));
}

} // namespace

QByteArray abFile(const QString& name)
{
    QFile file(QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/bench/ab/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file %s", qPrintable(file.fileName()));
    return file.readAll();
}

Run abRun(const QString& name)
{
    Run run;
    std::map<QByteArray, QByteArray> values;
    const auto lines = abFile(name + QStringLiteral(".run")).split('\n');
    for (const QByteArray& line : lines) {
        const auto words = line.split(' ');
        if (words.at(0) == "sample") {
            add(run, {words.at(1).toLongLong(), 0, words.at(2).toUInt(), words.at(3).toUInt(), words.at(4).toUInt()});
        } else if (words.size() == 2) {
            values[words.at(0)] = words.at(1);
        }
    }
    fill(run, values);
    return run;
}

Run madeRun(std::size_t count, const std::function<std::uint32_t(std::size_t)>& latency)
{
    Run run;
    run.plan.target.path = "/made";
    run.plan.target.endpoint = {"127.0.0.1", 8000};
    run.plan.target.url = "http://127.0.0.1:8000/made";
    run.plan.requests = count;
    run.started = Wall(1462174855s);
    run.complete = count;
    run.taken = microseconds(count * 100);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t us = latency(i);
        add(run, {static_cast<std::int64_t>(i) * 100, 0, 0, us, us});
    }
    return run;
}

} // namespace windsock::bench::test
