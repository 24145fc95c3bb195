// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of an environment's own server, run by the environment's Python and no other: what another Python
// answers says nothing about this one. Looks at files; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace windsock::matrix {

/// `spec` is "command:LINE". {python} is `python` (absolute), and so is a first word such as python3; a program without
/// a folder is looked for beside it first, then on `path`. Error (NotFound): a script of another Python.
Result<QString> environmentCommand(const QString& spec, const QString& python, const QStringList& path);
/// Whether a file begins with "#!" and a Python that is not `python`, nor another name of it in its folder.
bool isOfAnotherPython(const QString& file, const QString& python, const QStringList& path);

} // namespace windsock::matrix
