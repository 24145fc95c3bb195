// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/arrivalcsv.h"

#include <algorithm>

namespace windsock::bench {

std::string toArrivalCsv(const Run& run)
{
    std::vector<Sample> samples = run.samples;
    std::stable_sort(samples.begin(), samples.end(),
                     [](const Sample& a, const Sample& b) { return a.begun < b.begun; });
    std::string text =
        "# µs: begun since the run began (open loop: as intended), delay from there to the true send, connect "
        "of total, wait for the answer's head, total to its last byte; latency = delay + total\n"
        "begun,delay,connect,wait,total\n";
    text.reserve(text.size() + samples.size() * 40);
    for (const Sample& sample : samples) {
        text += std::to_string(sample.begun);
        for (const std::uint32_t value : {sample.delay, sample.connect, sample.wait, sample.total})
            text += ',' + std::to_string(value);
        text += '\n';
    }
    return text;
}

} // namespace windsock::bench
