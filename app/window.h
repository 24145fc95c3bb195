// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock`: the window, serving at once. Main thread.
#pragma once

namespace windsock::app {

/// Makes the QApplication itself, after it has looked for a display that can be reached. Returns the exit code.
int window(int argc, char* argv[]);

} // namespace windsock::app
