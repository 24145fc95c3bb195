// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/fixtures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace windsock::backend::demo {

namespace {

std::string text(const QJsonObject& object, QLatin1String key)
{
    return object.value(key).toString().toStdString();
}

std::int64_t number(const QJsonObject& object, QLatin1String key)
{
    return object.value(key).toInteger();
}

void addChoice(std::vector<Poll>& polls, const QJsonObject& fields, std::int64_t id)
{
    const std::int64_t question = number(fields, QLatin1String("question"));
    const auto poll = std::ranges::find(polls, question, [](const Poll& each) { return each.question.id; });
    if (poll != polls.end())
        poll->choices.push_back(
            {id, text(fields, QLatin1String("choice_text")), number(fields, QLatin1String("votes"))});
}

void addQuestion(std::vector<Poll>& polls, const QJsonObject& fields, std::int64_t id)
{
    polls.push_back({{id, text(fields, QLatin1String("question_text")), text(fields, QLatin1String("pub_date"))}, {}});
}

template <class Add>
void addAll(std::vector<Poll>& polls, const QJsonArray& records, QLatin1String model, Add add)
{
    for (const auto& value : records) {
        const QJsonObject record = value.toObject();
        if (record.value(QLatin1String("model")).toString() == model)
            add(polls, record.value(QLatin1String("fields")).toObject(), number(record, QLatin1String("pk")));
    }
}

} // namespace

Result<std::vector<Poll>> readFixtures(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        return Error{ErrorCode::Invalid, QStringLiteral("The demo's questions cannot be read."), error.errorString()};
    const QJsonArray records = document.array();
    std::vector<Poll> polls;
    addAll(polls, records, QLatin1String("polls.question"), addQuestion);
    addAll(polls, records, QLatin1String("polls.choice"), addChoice);
    return polls;
}

} // namespace windsock::backend::demo
