// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Requirement: a line of pip's, "django>=1.8,<1.9", as far as is needed to say whether a version meets it (PEP 440's
// comparisons of release numbers). Pure, any thread.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace windsock::matrix {

struct Requirement
{
    struct Clause
    {
        QString comparison; ///< "==", "!=", ">=", "<=", ">", "<", "~="
        QString version;    ///< "1.8", "1.8.*"
    };

    QString name; ///< normalised: lower case, '-' for '_' and '.'
    std::vector<Clause> clauses;

    /// Pre-releases count as their release.
    bool isMetBy(const QString& version) const;
};

/// Nothing for what is no requirement of a package by name (options, files, addresses).
std::optional<Requirement> parseRequirement(const QString& line);
/// The first one of `name` among the lines.
std::optional<Requirement> requirementOf(const QStringList& lines, const QString& name);

} // namespace windsock::matrix
