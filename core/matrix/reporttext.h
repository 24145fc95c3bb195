// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What was printed by strangers, made fit for a report: no control characters, no ANSI escapes, nothing endless; and
// numbers as a report shows them. Pure, any thread.
#pragma once

#include <QString>

#include <chrono>
#include <cstdint>

namespace windsock::matrix {

/// One line, white space made single, cut with "…" when it has more than `most` characters.
QString oneLine(const QString& text, qsizetype most = 400);
/// Lines without trailing space, tabs spaced out. Of very many lines the first and the last are left, of a very long
/// line its begin; what was left out is said in brackets. Empty when there is nothing to see.
QString excerpt(const QString& text);

/// How wide it stands, as docutils counts: East Asian wide characters are two columns, others one. What is rare, new or
/// combining is two here, and may be taken otherwise.
int columnsOf(const QString& text);
/// Whether columnsOf() is what every version of Unicode says.
bool columnsAreSure(const QString& text);

/// "1,234".
QString withCommas(std::uint64_t number);
/// "1 environment", "9 environments".
QString counted(std::uint64_t number, const QString& noun);
/// "240 ms", "12.4 s", "1 min 43 s".
QString toText(std::chrono::milliseconds time);
/// "0.26", "151.3": ms.
QString milliseconds(std::chrono::microseconds time);

} // namespace windsock::matrix
