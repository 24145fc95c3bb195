// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The TOML file that describes routes, backend and limits (row X2). Read by toml++. Main thread.
#pragma once

#include "app/serveoptions.h"

namespace windsock::app {

/// Reads `path` into `options`; what the file does not name stays. An error says the line and column and what to do;
/// then nothing was changed. Relative folders in the file are relative to the file's own.
Result<void> readConfigFile(const QString& path, ServeOptions& options);
/// The same from text, for tests; `folder` is what relative ones are relative to.
Result<void> readConfig(std::string_view text, const QString& name, const QString& folder, ServeOptions& options);

} // namespace windsock::app
