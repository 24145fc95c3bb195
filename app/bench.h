// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `windsock bench`: loads URLs and prints what ab would. Main thread.
#pragma once

#include <QStringList>

namespace windsock::app {

int bench(const QStringList& arguments);

} // namespace windsock::app
