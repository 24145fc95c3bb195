// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/bodytext.h"

#include "ui/format.h"

#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t bytesPerLine = 16;

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || byte == 0x7f;
}

QString hexLine(std::string_view bytes, std::size_t offset)
{
    QString hex;
    QString text;
    for (std::size_t i = 0; i < bytesPerLine; ++i) {
        if (i == bytesPerLine / 2)
            hex += u' ';
        if (i >= bytes.size()) {
            hex += u"   "_s;
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[i]);
        hex += u"%1 "_s.arg(byte, 2, 16, QLatin1Char('0'));
        text += byte >= 0x20 && byte < 0x7f ? QChar(static_cast<char16_t>(byte)) : QChar(u'.');
    }
    return u"%1  "_s.arg(offset, 8, 16, QLatin1Char('0')) + hex + u" |"_s + text + u'|';
}

} // namespace

bool looksLikeText(std::string_view body)
{
    if (std::any_of(body.begin(), body.end(), isControl))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString whole = decoder.decode(QByteArrayView(body.data(), static_cast<qsizetype>(body.size())));
    const auto wrong = std::count(whole.begin(), whole.end(), QChar(QChar::ReplacementCharacter));
    return wrong == 0 || (wrong <= 3 && whole.endsWith(QChar(QChar::ReplacementCharacter)));
}

std::optional<QString> prettyJson(std::string_view body)
{
    const auto document = QJsonDocument::fromJson(QByteArray(body.data(), static_cast<qsizetype>(body.size())));
    if (document.isNull())
        return std::nullopt;
    return QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

QString hexDump(std::string_view body, std::size_t limit)
{
    QStringList lines;
    const std::size_t end = std::min(body.size(), limit);
    for (std::size_t at = 0; at < end; at += bytesPerLine)
        lines += hexLine(body.substr(at, std::min(bytesPerLine, end - at)), at);
    return lines.join(u'\n');
}

} // namespace windsock::ui
