// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a backend from its SPEC; a new kind is one line here. Main thread.
#pragma once

#include "app/serveoptions.h"
#include "core/backend/backend.h"
#include "core/journal/journal.h"

#include <memory>

namespace windsock::app {

/// Checks what can be checked at once (words, folders, the interpreter) and starts it. What fails later (an import) is
/// told by the backend's status. Errors are one sentence that says what to do.
Result<std::shared_ptr<backend::Backend>> makeBackend(const BackendOptions& options, journal::Journal& journal);

} // namespace windsock::app
