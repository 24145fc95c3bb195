// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log as JSON, one object a line; tornadolog.h documents the keys and is what to call.
// Pure functions, for any thread.
#pragma once

#include "core/journal/records.h"

#include <string>

namespace windsock::journal {

std::string jsonAccess(Level level, Wall at, const Begun& begun, const Outcome& outcome);
std::string jsonFailure(Level level, Wall at, const Begun& begun, const Outcome& outcome);
std::string jsonLine(const Line& line, const Begun* begun);

} // namespace windsock::journal
