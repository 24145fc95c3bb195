// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// AccessLine: a line of Tornado's log about a request, read back (formats.md has the regular expression).
// A plain value, for any thread.
#pragma once

#include "core/journal/records.h"

#include <optional>
#include <string>
#include <string_view>

namespace windsock::journal {

struct AccessLine
{
    Level level = Level::Info; ///< Tornado's CRITICAL reads as Error
    Wall at;                   ///< whole seconds, from local time; of the two hours at the end of summer time, either
    std::string module;        ///< "web" or "wsgi"
    int line = 0;
    int status = 0;
    std::string method;
    std::string uri;
    std::string client;
    microseconds duration{0}; ///< in steps of 10
};

/// Nothing when the line is anything else: another message, a continuation, cut short, or with a date that does not
/// exist. The line comes without its newline and without colour.
std::optional<AccessLine> parseAccessLine(std::string_view line);

} // namespace windsock::journal
