// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include <QDateTime>
#include <QLocale>

namespace windsock::ui::format {

using namespace Qt::StringLiterals;

namespace {

QLocale locale()
{
    const QLocale own;
    return own.language() == QLocale::C ? QLocale(QLocale::English) : own;
}

QString fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

QString padded(qint64 value)
{
    return u"%1"_s.arg(value, 2, 10, QLatin1Char('0'));
}

std::int64_t microsOf(Wall at)
{
    return std::chrono::duration_cast<microseconds>(at.time_since_epoch()).count();
}

QDateTime local(Wall at)
{
    return QDateTime::fromMSecsSinceEpoch(microsOf(at) / 1000);
}

/// A visible stand-in for a character that would break or distort a line.
QChar visible(QChar c)
{
    if (c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
        return u'⏎';
    if (c == u'\t')
        return u' ';
    return c.category() == QChar::Other_Control ? QChar(u'·') : c;
}

} // namespace

QString duration(microseconds value)
{
    const double ms = static_cast<double>(value.count()) / 1000.0;
    return ms < 10'000 ? fixed(ms, 2) + u" ms"_s : fixed(ms / 1000.0, 2) + u" s"_s;
}

QString shortSpan(microseconds value)
{
    return value < microseconds(100) ? QString::number(value.count()) + u" µs"_s : duration(value);
}

QString sinceBefore(microseconds value)
{
    const qint64 seconds = value.count() / 1'000'000;
    if (seconds < 1)
        return u'+' + duration(value);
    if (seconds < 60)
        return u'+' + fixed(static_cast<double>(value.count()) / 1e6, 2) + u" s"_s;
    if (seconds < 3600)
        return u"+%1 min %2 s"_s.arg(seconds / 60).arg(padded(seconds % 60));
    return u"+%1 h %2 min"_s.arg(seconds / 3600).arg(padded(seconds / 60 % 60));
}

QString span(std::chrono::seconds value)
{
    const qint64 s = value.count();
    const QString minutes = padded(s / 60 % 60) + u':' + padded(s % 60);
    return s < 3600 ? minutes : QString::number(s / 3600) + u':' + minutes;
}

QString size(std::uint64_t bytes)
{
    if (bytes < 1000)
        return QString::number(bytes) + u" B"_s;
    double value = static_cast<double>(bytes) / 1000.0;
    for (const auto* unit : {u" kB", u" MB", u" GB"}) {
        if (value < 999.5 || unit[1] == u'G')
            return fixed(value, value < 9.95 ? 1 : 0) + QStringView(unit);
        value /= 1000.0;
    }
    return {};
}

QString count(std::uint64_t value)
{
    return locale().toString(static_cast<qulonglong>(value));
}

QString counted(std::uint64_t value, const QString& one, const QString& more)
{
    return value == 1 ? one : more.arg(count(value));
}

QString clock(Wall at)
{
    return local(at).toString(u"HH:mm:ss.zzz"_s);
}

QString clockMicro(Wall at)
{
    return local(at).toString(u"yyyy-MM-dd HH:mm:ss."_s) +
           u"%1"_s.arg(microsOf(at) % 1'000'000, 6, 10, QLatin1Char('0'));
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString oneLine(std::string_view text, qsizetype limit)
{
    // A character is at most four bytes, so this cut never shows before the one below.
    QString line = fromUtf8(text.substr(0, static_cast<std::size_t>(limit) * 4 + 4));
    const bool cut = line.size() > limit;
    line.truncate(limit);
    for (QChar& c : line)
        c = visible(c);
    if (cut)
        line += u'…';
    return line;
}

} // namespace windsock::ui::format
