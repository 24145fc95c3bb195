// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock bench --would-block`: whether WebSockets would wait for pages if the application ran where Tornado has it.
// Main thread.
#pragma once

#include <QStringList>

namespace windsock::app {

/// Whether bench was asked for this.
bool asksWouldBlock(const QStringList& arguments);
int wouldBlock(const QStringList& arguments);

} // namespace windsock::app
