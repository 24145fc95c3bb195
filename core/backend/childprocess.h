// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every process that a backend starts is made ready with. Called in the child, between fork and exec.
#pragma once

namespace windsock::backend {

/// Lower priority, the usual limit of descriptors, signals as a program expects them. Async-signal-safe.
void prepareChild();

} // namespace windsock::backend
