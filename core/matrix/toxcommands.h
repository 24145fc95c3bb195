// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of a tox environment: lines become words, with what stands in braces replaced and quotes taken off.
// Functions without state; the section's thread.
#pragma once

#include "core/matrix/toxsection.h"

namespace windsock::matrix {

using CommandLines = std::vector<QStringList>;

/// The key's commands, one a line; a backslash at its end goes on in the next. Errors: those of the section, a quote
/// that is not closed, a last line that goes on.
Result<CommandLines> readCommands(ToxSection& section, const QString& key);

/// The words of a shell's line as Python's shlex splits them without escapes. Error (Invalid), a part of a sentence: a
/// quote that is not closed.
Result<QStringList> splitWords(const QString& line);

} // namespace windsock::matrix
