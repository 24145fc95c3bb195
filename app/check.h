// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock check`: the main job once, by itself: serves, chats, walks the polls pages, reads the log and the latencies
// back, and says what works. Main thread.
#pragma once

#include <QStringList>

namespace windsock::app {

/// `arguments` begin with the program's name; the command's own is taken out. Returns the exit code.
int check(const QStringList& arguments);

} // namespace windsock::app
