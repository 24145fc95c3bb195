// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A measurement of blocking as runs that are kept and laid over each other: the loaded echoes, called after their
// arrangements, and with them what else was measured. Pure functions, any thread.
#pragma once

#include "core/base/result.h"
#include "core/bench/rungroup.h"

#include <QJsonArray>

namespace windsock::bench {

/// Its runs are "on the loop", "on 4 threads" and so on, as many as were measured.
RunGroup groupOf(const BlockingResults& results, const std::string& title);

/// All but the loaded echoes, which are the group's runs.
QJsonArray toJsonArray(const BlockingResults& results);
/// `loaded` are the group's runs, one an element. Error: Invalid.
Result<BlockingResults> readBlocking(const QJsonArray& array, const Runs& loaded, const QString& file);

} // namespace windsock::bench
