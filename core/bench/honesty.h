// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's figures do not say by themselves: latencies with decimals and what an open loop shows, whether the
// server or the generator was the limit, what failed, what was not counted. Pure functions, any thread.
#pragma once

#include "core/bench/run.h"

#include <QString>

#include <vector>

namespace windsock::bench {

/// How a remark is shown: a colour and a mark, never colour alone.
enum class Level {
    Good,    ///< as it should be
    Plain,   ///< a figure
    Note,    ///< to know, no fault
    Warning, ///< the figures are to be doubted
    Failed,  ///< something went wrong
};

struct Remark
{
    Level level = Level::Plain;
    QString text; ///< one or two sentences
};

enum class Limit {
    Unknown,   ///< read from a file that does not tell, or nothing was done
    Server,    ///< the generator had time left: what was measured is the server
    Generator, ///< the server may be faster than the figures
    Rate,      ///< neither: an open loop kept the rate it was asked for
};

/// The generator was the limit when it was busy for nine tenths of its time, or late (p99) by more than 1 ms and more
/// than a tenth of the median latency.
Limit limitOf(const Run& run);

/// In the order in which they are to be read. Never empty.
std::vector<Remark> remarksOf(const Run& run);

} // namespace windsock::bench
