// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How figures are written in the window: fixed decimals, so that columns do not dance. Pure functions; any thread.
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace windsock::ui::format {

QString duration(microseconds value);     ///< "3.21 ms", from 10 s on "12.35 s"
QString shortSpan(microseconds value);    ///< "4 µs" below 0.1 ms, then as duration()
QString sinceBefore(microseconds value);  ///< "+0.31 ms", "+1.43 s", "+3 min 05 s", "+2 h 07 min"
QString span(std::chrono::seconds value); ///< "00:32", "1:02:33"
QString size(std::uint64_t bytes);        ///< "0 B", "1.4 kB", "61 kB", "2.3 MB": powers of 1000
QString count(std::uint64_t value);       ///< "9,310", as the locale groups
QString clock(Wall at);                   ///< local time, "11:21:08.123"
QString clockMicro(Wall at);              ///< local date and time to the µs, "2026-04-26 11:21:08.123456"
/// "1 WebSocket", "3 WebSockets": the translated text for one, or for more with %1 in it.
QString counted(std::uint64_t value, const QString& one, const QString& more);
QString fromUtf8(std::string_view text);
/// The first line's worth of `text`: line ends and control characters made visible, cut after `limit` characters.
QString oneLine(std::string_view text, qsizetype limit = 500);

} // namespace windsock::ui::format
