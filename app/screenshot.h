// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of the window, drawn without a display (Qt's offscreen platform). Needs a QApplication; main thread.
#pragma once

#include <QString>

namespace windsock::app {

class Runtime;

/// Opens the window over the running server, lets it draw itself for a moment, writes a PNG of 1280×800 and says so.
bool takeScreenshot(Runtime& runtime, const QString& file);

} // namespace windsock::app
