// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/requirement.h"

#include <QRegularExpression>

#include <algorithm>

namespace windsock::matrix {

namespace {

using Numbers = std::vector<int>;

/// The release's numbers: "3.2rc1" is 3, 2.
Numbers numbersOf(const QString& version)
{
    Numbers numbers;
    static const QRegularExpression leading(QStringLiteral("^\\d+"));
    for (const QString& part : version.split(u'.')) {
        const auto digits = leading.match(part);
        if (!digits.hasMatch())
            break;
        numbers.push_back(digits.captured().toInt());
        if (digits.capturedLength() < part.size())
            break;
    }
    return numbers;
}

/// Below 0, 0 or above; 1.8 is 1.8.0.
int compare(Numbers a, Numbers b)
{
    const std::size_t size = std::max(a.size(), b.size());
    a.resize(size);
    b.resize(size);
    return a < b ? -1 : (a == b ? 0 : 1);
}

/// 3.2 is 3.2.0, and begins with 3.2.0 as well.
bool beginsWith(Numbers version, const Numbers& prefix)
{
    version.resize(std::max(version.size(), prefix.size()));
    return std::equal(prefix.begin(), prefix.end(), version.begin());
}

bool isMet(const Requirement::Clause& clause, const Numbers& version)
{
    const Numbers wanted = numbersOf(clause.version);
    const QString& how = clause.comparison;
    if (how == QStringLiteral("==") || how == QStringLiteral("!=")) {
        const bool same =
            clause.version.endsWith(QStringLiteral(".*")) ? beginsWith(version, wanted) : compare(version, wanted) == 0;
        return same == (how == QStringLiteral("=="));
    }
    if (how == QStringLiteral("~=")) // compatible: at least this, and the same but for the last number
        return compare(version, wanted) >= 0 &&
               (wanted.empty() || beginsWith(version, Numbers(wanted.begin(), wanted.end() - 1)));
    if (how == QStringLiteral(">="))
        return compare(version, wanted) >= 0;
    if (how == QStringLiteral("<="))
        return compare(version, wanted) <= 0;
    return how == QStringLiteral(">") ? compare(version, wanted) > 0 : compare(version, wanted) < 0;
}

QString normalised(const QString& name)
{
    return name.toLower().replace(QRegularExpression(QStringLiteral("[-_.]+")), QStringLiteral("-"));
}

} // namespace

bool Requirement::isMetBy(const QString& version) const
{
    const Numbers numbers = numbersOf(version);
    return std::all_of(clauses.begin(), clauses.end(), [&](const Clause& clause) { return isMet(clause, numbers); });
}

std::optional<Requirement> parseRequirement(const QString& line)
{
    static const QRegularExpression shape(
        QStringLiteral("^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^]]*\\])?\\s*([^;#@]*)(?:[;#].*)?$"));
    static const QRegularExpression clause(QStringLiteral("^(===?|!=|>=|<=|~=|>|<)\\s*([0-9][0-9A-Za-z.*+!-]*)$"));
    const auto match = shape.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    Requirement requirement{normalised(match.captured(1)), {}};
    for (const QString& part : match.captured(2).remove(u'(').remove(u')').split(u',', Qt::SkipEmptyParts)) {
        const auto found = clause.match(part.trimmed());
        if (!found.hasMatch() && !part.trimmed().isEmpty())
            return std::nullopt;
        if (found.hasMatch())
            requirement.clauses.push_back({found.captured(1).left(2), found.captured(2)});
    }
    return requirement;
}

std::optional<Requirement> requirementOf(const QStringList& lines, const QString& name)
{
    for (const QString& line : lines) {
        auto requirement = parseRequirement(line);
        if (requirement && requirement->name == normalised(name))
            return requirement;
    }
    return std::nullopt;
}

} // namespace windsock::matrix
