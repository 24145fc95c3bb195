// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ToxSection's environment variables: their definitions are read first and replaced when they are asked for.
#include "core/matrix/toxsection.h"

#include "core/matrix/pythontext.h"

#include <QFile>

#include <algorithm>

namespace windsock::matrix {

using python::shown;
using python::strip;

namespace {

constexpr qint64 longestFile = 64 * 1024;

/// The lines of a file that setenv names; none when it is not there, as in tox.
QStringList linesOfFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(longestFile)).split(u'\n');
}

const QString& setenvKey()
{
    static const QString key = QStringLiteral("setenv");
    return key;
}

} // namespace

Result<void> ToxSection::readVariables(const QString& key)
{
    const auto text = value(key, Only::References);
    if (!text)
        return text.error();
    QStringList lines = text->value_or(QString()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString& line = lines[i];
        if (strip(line).isEmpty() || line.startsWith(u'#'))
            continue;
        if (line.startsWith(QStringLiteral("file|"))) {
            // Files do not name files.
            QStringList more = linesOfFile(strip(line.mid(5)));
            more.removeIf([](const QString& one) { return one.startsWith(QStringLiteral("file|")); });
            lines = lines.mid(i + 1);
            lines = more + lines;
            i = -1;
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 0)
            return wrong(key, QStringLiteral("\"%1\" sets no variable: write NAME = VALUE").arg(shown(line)));
        addVariable(strip(line.left(equals)), strip(line.mid(equals + 1)));
    }
    return {};
}

/// The last definition counts, in the first one's place.
void ToxSection::addVariable(const QString& name, const QString& definition)
{
    const auto there =
        std::find_if(m_definitions.begin(), m_definitions.end(), [&](const auto& one) { return one.first == name; });
    if (there != m_definitions.end())
        there->second = definition;
    else
        m_definitions.emplace_back(name, definition);
}

/// A variable in whose definition it stands itself is the one from outside: PATH = {env:PATH}:more.
Result<std::optional<QString>> ToxSection::variable(const QString& name)
{
    if (const auto known = m_resolved.constFind(name); known != m_resolved.constEnd())
        return std::optional(*known);
    const auto defined =
        std::find_if(m_definitions.begin(), m_definitions.end(), [&](const auto& one) { return one.first == name; });
    if (defined == m_definitions.end() || m_asked.contains(name))
        return m_environment.contains(name) ? std::optional(m_environment.value(name)) : std::nullopt;
    m_asked.append(name);
    auto replaced = replace(defined->second, setenvKey());
    m_asked.removeLast();
    if (!replaced)
        return replaced.error();
    m_resolved.insert(name, *replaced);
    return std::optional(*replaced);
}

Result<ToxSection::Variables> ToxSection::variables()
{
    Variables all;
    for (const auto& [name, definition] : m_definitions) {
        const auto found = variable(name);
        if (!found)
            return found.error();
        all.emplace_back(name, unescaped(**found));
    }
    return all;
}

} // namespace windsock::matrix
