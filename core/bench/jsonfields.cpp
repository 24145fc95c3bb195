// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/jsonfields.h"

namespace windsock::bench {

namespace {

const QLatin1String base64("base64");

} // namespace

QJsonValue toJsonText(const std::string& text)
{
    const QByteArray bytes = QByteArray::fromStdString(text);
    const QString string = QString::fromUtf8(bytes);
    if (string.toUtf8() == bytes)
        return string;
    return QJsonObject{{base64, QString::fromLatin1(bytes.toBase64())}};
}

void JsonFields::refuse(const char* name) const
{
    if (m_firstWrong->isEmpty())
        *m_firstWrong = m_place + QLatin1String(name);
}

std::int64_t JsonFields::whole(const char* name, std::int64_t most) const
{
    const std::int64_t number = value(name).toInteger(-1);
    if (number >= 0 && number <= most)
        return number;
    refuse(name);
    return 0;
}

double JsonFields::number(const char* name, double most) const
{
    const double number = value(name).toDouble(-1);
    if (number >= 0 && number <= most)
        return number;
    refuse(name);
    return 0;
}

bool JsonFields::flag(const char* name) const
{
    if (!value(name).isBool())
        refuse(name);
    return value(name).toBool();
}

std::string JsonFields::textOf(const QJsonValue& value, const char* name) const
{
    if (value.isString())
        return value.toString().toStdString();
    const QJsonValue encoded = value.toObject().value(base64);
    const auto decoded =
        QByteArray::fromBase64Encoding(encoded.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (encoded.isString() && decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok)
        return decoded.decoded.toStdString();
    refuse(name);
    return {};
}

std::string JsonFields::text(const char* name) const
{
    return textOf(value(name), name);
}

QJsonArray JsonFields::array(const char* name) const
{
    if (!value(name).isArray())
        refuse(name);
    return value(name).toArray();
}

QJsonObject JsonFields::object(const char* name) const
{
    if (!value(name).isObject())
        refuse(name);
    return value(name).toObject();
}

JsonFields JsonFields::fields(const char* name) const
{
    return {object(name), m_firstWrong, m_place + QLatin1String(name) + u'.'};
}

} // namespace windsock::bench
