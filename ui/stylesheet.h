// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the whole application, made from a theme's colours. Widgets opt in by the dynamic properties
// "kind" (buttons: primary, chip, flat; frames: pane…) and "role" (labels: muted, title…). GUI thread.
#pragma once

#include "ui/theme.h"

namespace windsock::ui {

QString styleSheetOf(const Colors& colors, double basePointSize);

} // namespace windsock::ui
