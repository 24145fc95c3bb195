// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// matrix.toml, the matrix in a file of our own: environments one by one, or each Python with each framework, or both.
// resources/matrix.toml shows every key. Functions without state, any thread.
#pragma once

#include "core/matrix/environmentspec.h"

#include <string_view>

namespace windsock::matrix {

/// `name` is what errors call the file. Error (Invalid), with line and column.
Result<std::vector<EnvironmentSpec>> readMatrixToml(std::string_view content, const QString& name,
                                                    const QString& folder);

} // namespace windsock::matrix
