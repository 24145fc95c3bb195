// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Generative names as tox 3 reads them: "py{27,35}-django{18,19}" is four environments, "py27,!django18: …" is a
// condition on the factors of one. Pure functions, any thread.
#pragma once

#include "core/base/result.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace windsock::matrix {

/// {36-39} is a range for tox 4; tox 3 takes it for a name with a dash in it.
enum class Ranges { AreNames, AreExpanded };

/// More names than that are refused: nobody runs them.
inline constexpr qsizetype MostNames = 5000;

/// The names of one list, in order; some may be there twice, or empty, as in tox. Error (Invalid), a part of a
/// sentence: a brace that is not closed, or over MostNames.
Result<QStringList> expandNames(const QString& list, Ranges ranges = Ranges::AreNames);
/// The same of an `envlist`, which has lines, and comments behind #.
Result<QStringList> expandLines(const QString& lines, Ranges ranges = Ranges::AreNames);

/// Who must be there, and who must not, for one alternative of a condition to hold.
struct Factors
{
    QSet<QString> included;
    QSet<QString> excluded;
};

/// The alternatives of "py{27,35}-!django18,pypy". Errors as of expandNames().
Result<std::vector<Factors>> parseFactors(const QString& condition);

/// "testenv:py{27,35}-x" as tox expands the names of sections, where a comma outside braces divides as well. The name
/// itself when it is no such name. Errors as of expandNames().
Result<QStringList> expandSectionName(const QString& name);

} // namespace windsock::matrix
