// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/planjson.h"

namespace windsock::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t mostCount = std::int64_t(1) << 53;
constexpr std::int64_t mostMs = 1000LL * 3600 * 24 * 366;

QJsonObject toJson(const Target& target)
{
    return {{u"url"_s, toJsonText(target.url)},
            {u"websocket"_s, target.webSocket},
            {u"tls"_s, target.tls},
            {u"address"_s, toJsonText(target.endpoint.host)},
            {u"port"_s, target.endpoint.port},
            {u"host"_s, toJsonText(target.host)},
            {u"path"_s, toJsonText(target.path)}};
}

Target targetFrom(const JsonFields& fields)
{
    Target target;
    target.url = fields.text("url");
    target.webSocket = fields.flag("websocket");
    target.tls = fields.flag("tls");
    target.endpoint = {fields.text("address"), static_cast<std::uint16_t>(fields.whole("port", 65535))};
    target.host = fields.text("host");
    target.path = fields.text("path");
    return target;
}

QJsonArray headersOf(const Plan& plan)
{
    QJsonArray array;
    for (const auto& [name, value] : plan.headers)
        array.append(QJsonArray{toJsonText(name), toJsonText(value)});
    return array;
}

void readHeaders(Plan& plan, const JsonFields& fields)
{
    for (const auto& header : fields.array("headers")) {
        const QJsonArray pair = header.toArray();
        plan.headers.emplace_back(fields.textOf(pair.at(0), "headers"), fields.textOf(pair.at(1), "headers"));
    }
}

std::chrono::milliseconds msFrom(const JsonFields& fields, const char* name)
{
    return std::chrono::milliseconds(fields.whole(name, mostMs));
}

} // namespace

QJsonObject toJsonObject(const Plan& plan)
{
    return {{u"target"_s, toJson(plan.target)},
            {u"name"_s, toJsonText(plan.name)},
            {u"method"_s, toJsonText(plan.method)},
            {u"headers"_s, headersOf(plan)},
            {u"body"_s, toJsonText(plan.body)},
            {u"message"_s, toJsonText(plan.message)},
            {u"requests"_s, static_cast<qint64>(plan.requests)},
            {u"warm_up"_s, static_cast<qint64>(plan.warmUp)},
            {u"connections"_s, plan.connections},
            {u"duration_ms"_s, static_cast<qint64>(plan.duration.count())},
            {u"rate"_s, plan.rate},
            {u"keep_alive"_s, plan.keepAlive},
            {u"ramp_ms"_s, static_cast<qint64>(plan.ramp.count())},
            {u"timeout_ms"_s, static_cast<qint64>(plan.timeout.count())},
            {u"insecure"_s, plan.insecure},
            {u"samples"_s, static_cast<qint64>(plan.samples)}};
}

Plan planFrom(const JsonFields& fields)
{
    Plan plan;
    plan.target = targetFrom(fields.fields("target"));
    plan.name = fields.text("name");
    plan.method = fields.text("method");
    readHeaders(plan, fields);
    plan.body = fields.text("body");
    plan.message = fields.text("message");
    plan.requests = static_cast<std::uint64_t>(fields.whole("requests", mostCount));
    plan.warmUp = static_cast<std::uint64_t>(fields.whole("warm_up", mostCount));
    plan.connections = static_cast<int>(fields.whole("connections", 1'000'000));
    plan.duration = msFrom(fields, "duration_ms");
    plan.rate = fields.number("rate", 1e12);
    plan.keepAlive = fields.flag("keep_alive");
    plan.ramp = msFrom(fields, "ramp_ms");
    plan.timeout = msFrom(fields, "timeout_ms");
    plan.insecure = fields.flag("insecure");
    plan.samples = static_cast<std::size_t>(fields.whole("samples", mostCount));
    return plan;
}

} // namespace windsock::bench
