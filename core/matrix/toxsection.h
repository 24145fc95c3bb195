// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ToxSection: what the values of one section come to, as tox 3 reads them: factor conditions choose lines, then {…} are
// replaced. Belongs to whoever asks, who keeps the file alive; one thread.
#pragma once

#include "core/matrix/inifile.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QSet>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace windsock::matrix {

/// \{ and \} are braces that stay.
inline QString unescaped(QString text)
{
    return text.replace(QStringLiteral("\\{"), QStringLiteral("{")).replace(QStringLiteral("\\}"), QStringLiteral("}"));
}

class ToxSection
{
public:
    using Variables = std::vector<std::pair<QString, QString>>;

    /// `names` are looked through in order. `factors` are those of the environment.
    ToxSection(const IniFile& file, QStringList names, const QStringList& factors,
               const QProcessEnvironment& environment);

    /// What {name} stands for from now on.
    void substitute(const QString& name, const QString& value) { m_substitutions.insert(name, value); }
    QString substitution(const QString& name) const { return m_substitutions.value(name); }

    /// Nothing: the key is not there. Errors: NotFound is an environment variable that is not set and has no default,
    /// which tox forgives until the environment is run; Invalid is all else, with file and line.
    Result<std::optional<QString>> text(const QString& key);
    /// The lines that the factors choose, with nothing replaced.
    Result<std::optional<QString>> rawText(const QString& key);
    /// Its lines, without those that are empty.
    Result<QStringList> lines(const QString& key);
    /// "true" or "false", in any case.
    Result<bool> flag(const QString& key, bool fallback);
    /// NAME=VALUE lines. From here on {env:NAME} asks them first.
    Result<void> readVariables(const QString& key);
    /// What they come to, in order.
    Result<Variables> variables();
    /// Replaces in a text that stands in `key` of this section.
    Result<QString> replace(const QString& text, const QString& key)
    {
        return replace(text, key, m_names.front(), Only::All);
    }
    /// Replaces only {[section]key}.
    Result<QString> replaceReferences(const QString& text, const QString& key)
    {
        return replace(text, key, m_names.front(), Only::References);
    }

    /// An error in the line where the key stands.
    Error wrong(const QString& key, const QString& what) const;

private:
    enum class Only { All, References };
    struct Expression;
    struct Place
    {
        QString section;
        QString key;
        friend bool operator==(const Place&, const Place&) = default;
    };

    const IniValue* find(const QString& key) const;
    Result<std::optional<QString>> value(const QString& key, Only only);
    Result<QString> chooseLines(const QString& text, const QString& key) const;
    Result<bool> holds(const QString& condition, const QString& key) const;
    Result<QString> replace(const QString& text, const QString& key, const QString& section, Only only);
    Result<QString> replaceAll(QString text, Only only);
    Result<QString> replaceOnce(const QString& text, Only only, bool& found);
    Result<QString> evaluate(const Expression& expression);
    Result<QString> evaluateVariable(const Expression& expression);
    Result<QString> evaluateReference(const QString& reference, Only only);
    Result<std::optional<QString>> variable(const QString& name);
    Error wrongHere(const QString& what) const;
    void addVariable(const QString& name, const QString& definition);

    const IniFile& m_file;
    const QStringList m_names;
    const QSet<QString> m_factors;
    const QProcessEnvironment m_environment;
    QHash<QString, QString> m_substitutions;
    Variables m_definitions;
    QHash<QString, QString> m_resolved;
    QStringList m_asked;       // variables whose value is being found out
    std::vector<Place> m_path; // what is being replaced, and for whom
    int m_budget;              // replacements that are left, for all of this section
};

} // namespace windsock::matrix
