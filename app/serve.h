// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock serve`: serves without a window. Main thread.
#pragma once

#include <QStringList>

namespace windsock::app {

/// `arguments` begin with the program's name; the command's own is taken out. Returns the exit code.
int serve(const QStringList& arguments);

} // namespace windsock::app
