// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every process that a backend starts is made ready with.
#pragma once

#include <QProcessEnvironment>

#include <string>
#include <utility>
#include <vector>

namespace windsock::backend {

/// Lower priority, the usual limit of descriptors, signals as a program expects them. Called in the child, between fork
/// and exec: async-signal-safe.
void prepareChild();

/// Ours, with these variables set. In UTF-8.
QProcessEnvironment childEnvironment(const std::vector<std::pair<std::string, std::string>>& variables);

} // namespace windsock::backend
