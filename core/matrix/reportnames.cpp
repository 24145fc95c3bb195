// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportnames.h"

#include "core/matrix/reporttext.h"

#include <QRegularExpression>

namespace windsock::matrix {

namespace {

// At least as coarse as docutils' normalisation, which lowers and makes white space single.
QString folded(const QString& name)
{
    return name.toUpper().toCaseFolded().simplified();
}

} // namespace

bool isPlainTitle(const QString& title)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9]+(?:[ .-][A-Za-z0-9]+)*\\z"));
    return plain.match(title).hasMatch();
}

Section ReportNames::section(const QString& title, const QString& shortTitle)
{
    const QString line = oneLine(title, 100);
    Section section;
    section.title = unique(line.isEmpty() ? QStringLiteral("(no name)") : line, QStringLiteral("%1 (%2)"));
    section.shortTitle = shortTitle.isEmpty() ? section.title : shortTitle;
    section.id = idOf(section.title);
    return section;
}

QString ReportNames::unique(const QString& wanted, const QString& next)
{
    QString name = wanted;
    for (int number = 2; m_taken.contains(folded(name)); ++number)
        name =
            QString(next).replace(QStringLiteral("%2"), QString::number(number)).replace(QStringLiteral("%1"), wanted);
    m_taken.insert(folded(name));
    return name;
}

QString ReportNames::idOf(const QString& title)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9.]+"));
    QString id = title.toLower().replace(others, QStringLiteral("-"));
    while (id.startsWith(u'-') || id.startsWith(u'.'))
        id.remove(0, 1);
    while (id.endsWith(u'-') || id.endsWith(u'.'))
        id.chop(1);
    if (id == title.toLower() && isPlainTitle(title))
        return id; // taken with the title
    return unique(id.isEmpty() ? QStringLiteral("environment") : id, QStringLiteral("%1-%2"));
}

} // namespace windsock::matrix
