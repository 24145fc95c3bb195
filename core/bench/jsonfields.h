// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JsonFields: an object read field by field; what is missing or impossible is remembered by its name, the first of it,
// and reads as 0. Values, one thread at a time.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <string>

namespace windsock::bench {

/// As it is when it is UTF-8, otherwise {"base64": …}: bytes come back as they were.
QJsonValue toJsonText(const std::string& text);

class JsonFields
{
public:
    /// `place` stands before the names of its fields: "plan.".
    JsonFields(const QJsonObject& object, QString* firstWrong, const QString& place = {})
        : m_object(object)
        , m_firstWrong(firstWrong)
        , m_place(place)
    {
    }

    std::int64_t whole(const char* name, std::int64_t most) const; ///< 0 to `most`
    double number(const char* name, double most) const;            ///< 0 to `most`
    bool flag(const char* name) const;
    std::string text(const char* name) const;
    QJsonArray array(const char* name) const;
    QJsonObject object(const char* name) const;
    JsonFields fields(const char* name) const;
    /// Remembers that field as wrong, unless there is an earlier one.
    void refuse(const char* name) const;
    /// Bytes of a value that toJsonText() made; otherwise refuses `name`.
    std::string textOf(const QJsonValue& value, const char* name) const;

private:
    QJsonValue value(const char* name) const { return m_object.value(QLatin1String(name)); }

    QJsonObject m_object;
    QString* m_firstWrong;
    QString m_place;
};

} // namespace windsock::bench
