// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock matrix`: the environments of a tox.ini or a matrix.toml, and the Pythons of this machine. Main thread.
#pragma once

#include <QStringList>

namespace windsock::app {

/// `arguments` begin with the program's name; the command's own is taken out. Returns the exit code.
int matrix(const QStringList& arguments);

} // namespace windsock::app
