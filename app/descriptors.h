// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// File descriptors of the process, seen to before anything else: main thread, before any other is made.
#pragma once

#include "core/base/result.h"

namespace windsock::app {

/// Opens those of the standard streams that are closed, which the next file would be taken for, on /dev/null; lifts the
/// limit to as many as the system allows. Error: that is too few to work with.
Result<void> prepareDescriptors();

} // namespace windsock::app
