// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file read, or written at once, or one sentence why not. Blocks on the disk; any thread but an I/O one.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <string_view>

namespace windsock::bench {

/// Error: NotFound, PermissionDenied, Invalid (a folder, or over `most` bytes), Failed.
Result<QByteArray> readFile(const QString& file, std::int64_t most);
/// Replaces the file when all has been written, or leaves what was there. Error: PermissionDenied, NotFound (the
/// folder), Failed.
Result<void> writeFile(const QString& file, std::string_view bytes);

} // namespace windsock::bench
