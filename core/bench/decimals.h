// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in files and reports: as C's printf writes them in the C locale, whatever the user's is (QCoreApplication
// sets it). Pure functions, any thread.
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <string>

namespace windsock::bench {

/// printf's %WIDTH.DECIMALSf. Not finite: "inf", "-inf", "nan".
std::string fixed(double value, int decimals, std::size_t width = 0);
/// printf's %WIDTHd.
std::string whole(std::int64_t value, std::size_t width = 0);
/// Milliseconds as a person reads them: "0.043 ms", "12.35 ms", "1234.6 ms".
std::string inMs(double us);
std::string inMs(microseconds value);
/// "9,310": groups of three.
std::string grouped(std::uint64_t value);
/// `one` when there is one, otherwise the grouped number before `more`: "1 request", "2,000 requests".
std::string counted(std::uint64_t value, const char* one, const char* more);

} // namespace windsock::bench
