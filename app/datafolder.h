// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program keeps what lasts: certificates it made, benchmarks. Any thread.
#pragma once

#include <QString>

namespace windsock::app {

/// $WINDSOCK_DATA_DIR, else windsock in $XDG_DATA_HOME or ~/.local/share. May not be there yet.
QString dataFolder();

} // namespace windsock::app
