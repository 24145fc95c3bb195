// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a window could be opened: asked before a QApplication is made, which would abort the program. Main thread.
#pragma once

namespace windsock::app {

/// True when QT_QPA_PLATFORM names a platform that needs no display, or an X or Wayland display accepts a connection.
bool displayReachable();

} // namespace windsock::app
