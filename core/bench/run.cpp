// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/run.h"

namespace windsock::bench {

double perSecond(const Run& run)
{
    const double seconds = std::chrono::duration<double>(run.taken).count();
    return seconds > 0 ? static_cast<double>(run.complete) / seconds : 0;
}

bool hasTimesOnly(const Run& run)
{
    return !run.source.empty() && run.complete > 0 && run.received == 0;
}

} // namespace windsock::bench
