// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a measurement of blocking says: a table, the answer in a sentence, JSON. Pure, any thread; the results are as
// many arrangements as were measured.
#pragma once

#include "core/bench/blocking.h"

#include <QByteArray>

#include <string>

namespace windsock::bench {

/// "on the loop", "on 4 threads", "in 2 processes".
std::string nameOf(const BlockingResult& result);
/// "148 ms", "3.7 ms", "0.36 ms".
std::string asMilliseconds(microseconds time);

enum class Blocked { Yes, No, Unknown };
/// Whether an echo waits for pages when the application runs on the loop; unknown before the loop and the processes
/// were measured.
Blocked blocked(const BlockingResults& results);
/// The answer: one sentence, and a second one where the measurement is to be doubted.
std::string verdict(const BlockingResults& results);
/// Under what load that was, and what is like Tornado in it: three sentences.
std::string circumstances(const BlockingResults& results);
/// Aligned, with heads and what the numbers are; each line ends with a newline.
std::string table(const BlockingResults& results);
/// Times in µs.
QByteArray toJson(const BlockingResults& results);

} // namespace windsock::bench
