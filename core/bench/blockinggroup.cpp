// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/blockinggroup.h"

#include "core/bench/blockingreport.h"
#include "core/bench/runjson.h"

#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace windsock::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostCount = 10'000;

Error invalid(const QString& file)
{
    return {ErrorCode::Invalid, u"%1 has figures of blocking that make no sense: measure anew."_s.arg(file), {}};
}

std::optional<Arrangement> arrangementOf(const QString& word)
{
    const auto* found = std::find_if(arrangements.begin(), arrangements.end(),
                                     [&](Arrangement one) { return word == QLatin1String(wordOf(one)); });
    return found == arrangements.end() ? std::nullopt : std::optional(*found);
}

Result<BlockingResult> readResult(const QJsonObject& object, const QString& file)
{
    const auto arrangement = arrangementOf(object.value(u"arrangement"_s).toString());
    const int count = object.value(u"count"_s).toInt();
    if (!arrangement || count < 1 || count > mostCount)
        return invalid(file);
    auto idle = readRunObject(object.value(u"idle"_s).toObject(), file);
    if (!idle)
        return idle.error();
    auto pages = readRunObject(object.value(u"pages"_s).toObject(), file);
    if (!pages)
        return pages.error();
    return BlockingResult{*arrangement,
                          count,
                          std::make_shared<const Run>(std::move(*idle)),
                          {},
                          std::make_shared<const Run>(std::move(*pages))};
}

} // namespace

RunGroup groupOf(const BlockingResults& results, const std::string& title)
{
    RunGroup group{{}, title, {}, results};
    for (BlockingResult& result : group.blocking) {
        Run named = *result.loaded;
        named.plan.name = nameOf(result);
        result.loaded = std::make_shared<const Run>(std::move(named));
        group.runs.push_back(result.loaded);
    }
    return group;
}

QJsonArray toJsonArray(const BlockingResults& results)
{
    QJsonArray array;
    for (const BlockingResult& result : results) {
        array.append(QJsonObject{{u"arrangement"_s, QString::fromLatin1(wordOf(result.arrangement))},
                                 {u"count"_s, result.count},
                                 {u"idle"_s, toJsonObject(*result.idle)},
                                 {u"pages"_s, toJsonObject(*result.pages)}});
    }
    return array;
}

Result<BlockingResults> readBlocking(const QJsonArray& array, const Runs& loaded, const QString& file)
{
    BlockingResults results;
    if (!array.isEmpty() && static_cast<std::size_t>(array.size()) != loaded.size())
        return invalid(file);
    for (const auto& value : array) {
        auto result = readResult(value.toObject(), file);
        if (!result)
            return result.error();
        result->loaded = loaded[results.size()];
        results.push_back(std::move(*result));
    }
    return results;
}

} // namespace windsock::bench
