// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/generativenames.h"

#include "core/matrix/pythontext.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdint>

namespace windsock::matrix {

using python::shown;
using python::strip;

namespace {

Error wrong(const QString& what)
{
    return {ErrorCode::Invalid, what, {}};
}

Error tooMany(const QString& what)
{
    return wrong(QStringLiteral("\"%1\" comes to more than %2 names: write fewer").arg(shown(what)).arg(MostNames));
}

/// Where the group {…} that begins at `open` ends; -1: it is none, for it is empty or not closed.
qsizetype groupEnd(const QString& text, qsizetype open)
{
    const qsizetype close = text.indexOf(u'}', open + 1);
    return close > open + 1 ? close : -1;
}

/// Divides at the commas that are in no group.
QStringList splitOutsideGroups(const QString& list)
{
    QStringList parts(1);
    for (qsizetype at = 0; at < list.size(); ++at) {
        const qsizetype end = list[at] == u'{' ? groupEnd(list, at) : -1;
        if (end > 0) {
            parts.back() += list.mid(at, end - at + 1);
            at = end;
        } else if (list[at] == u',') {
            parts.append(QString());
        } else {
            parts.back() += list[at];
        }
    }
    // tox drops what is empty, and keeps what is blank.
    parts.removeAll(QString());
    return parts;
}

QString withoutBlanks(QString text)
{
    text.removeIf(python::isSpace);
    return text;
}

/// {9-6} counts down, as tox 4 does. Error: too many.
Result<QStringList> expandRange(const QString& alternative)
{
    static const QRegularExpression shape(QStringLiteral("^([0-9]{1,12})-([0-9]{1,12})$"));
    const auto match = shape.match(alternative);
    if (!match.hasMatch())
        return QStringList(alternative);
    const std::int64_t first = match.captured(1).toLongLong();
    const std::int64_t last = match.captured(2).toLongLong();
    if (std::max(first, last) - std::min(first, last) >= MostNames)
        return tooMany(alternative);
    QStringList numbers;
    for (std::int64_t i = first; i != last; i += first < last ? 1 : -1)
        numbers.append(QString::number(i));
    return numbers << QString::number(last);
}

Result<QStringList> alternativesOf(const QString& group, Ranges ranges)
{
    const QStringList written = withoutBlanks(group).split(u',');
    if (ranges == Ranges::AreNames)
        return written;
    QStringList all;
    for (const QString& one : written) {
        const auto expanded = expandRange(one);
        if (!expanded)
            return expanded.error();
        all += *expanded;
    }
    return all;
}

/// Each beginning with each end.
Result<QStringList> product(const QStringList& beginnings, const QStringList& ends, const QString& whole)
{
    if (beginnings.size() * ends.size() > MostNames)
        return tooMany(whole);
    QStringList all;
    all.reserve(beginnings.size() * ends.size());
    for (const QString& beginning : beginnings) {
        for (const QString& end : ends)
            all.append(beginning + end);
    }
    return all;
}

/// One name with groups, which has no comma outside them.
Result<QStringList> expandName(const QString& name, Ranges ranges)
{
    QStringList names(QString{});
    QString literal;
    for (qsizetype at = 0; at < name.size(); ++at) {
        const qsizetype end = name[at] == u'{' ? groupEnd(name, at) : -1;
        if (end < 0) {
            literal += name[at];
            continue;
        }
        const auto alternatives = alternativesOf(name.mid(at + 1, end - at - 1), ranges);
        if (!alternatives)
            return alternatives.error();
        auto more = product(names, {withoutBlanks(std::exchange(literal, {}))}, name);
        if (more)
            more = product(*more, *alternatives, name);
        if (!more)
            return more;
        names = std::move(*more);
        at = end;
    }
    return product(names, {withoutBlanks(literal)}, name);
}

/// Without the blanks around the commas.
QStringList splitAtCommas(const QString& text)
{
    static const QRegularExpression comma(QStringLiteral("\\s*,\\s*"), QRegularExpression::UseUnicodePropertiesOption);
    return text.split(comma);
}

} // namespace

Result<QStringList> expandNames(const QString& list, Ranges ranges)
{
    if (list.count(u'{') > list.count(u'}'))
        return wrong(
            QStringLiteral("\"%1\" has a { that is not closed: write } behind its alternatives").arg(shown(list)));
    QStringList names;
    for (const QString& part : splitOutsideGroups(list)) {
        const auto expanded = expandName(strip(part), ranges);
        if (!expanded)
            return expanded.error();
        names += *expanded;
        if (names.size() > MostNames)
            return tooMany(list);
    }
    return names;
}

Result<QStringList> expandLines(const QString& lines, Ranges ranges)
{
    QStringList parts;
    for (const QString& line : lines.split(u'\n'))
        parts.append(strip(line.section(u'#', 0, 0)));
    parts.removeAll(QString());
    return expandNames(parts.join(u','), ranges);
}

Result<std::vector<Factors>> parseFactors(const QString& condition)
{
    const auto names = expandNames(condition);
    if (!names)
        return names.error();
    std::vector<Factors> alternatives;
    for (const QString& name : *names) {
        Factors factors;
        for (const QString& factor : name.split(u'-')) {
            if (factor.startsWith(u'!'))
                factors.excluded.insert(factor.mid(1));
            else
                factors.included.insert(factor);
        }
        alternatives.push_back(std::move(factors));
    }
    return alternatives;
}

Result<QStringList> expandSectionName(const QString& name)
{
    static const QRegularExpression group(QStringLiteral("\\{\\s*([\\w\\s,-]+)\\s*\\}"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    QStringList parts;
    qsizetype at = 0;
    for (auto it = group.globalMatch(name); it.hasNext();) {
        const auto match = it.next();
        parts << name.mid(at, match.capturedStart() - at) << match.captured(1);
        at = match.capturedEnd();
    }
    Result<QStringList> names = QStringList(QString());
    for (const QString& part : parts << name.mid(at)) {
        names = product(*names, splitAtCommas(part), name);
        if (!names)
            return names;
    }
    return names;
}

} // namespace windsock::matrix
