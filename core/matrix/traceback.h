// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finding Python's tracebacks in a server's log. Pure, any thread.
#pragma once

#include <QString>

namespace windsock::matrix {

/// The last one in a log of Tornado's form, as Python wrote it: without the log's prefixes and indents, from
/// "Traceback (most recent call last):" to the exception's message. Empty when there is none.
QString lastTraceback(const QString& log);

} // namespace windsock::matrix
