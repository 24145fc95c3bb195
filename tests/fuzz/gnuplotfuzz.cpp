// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ab's -g files: any bytes become a run whose figures agree, or one sentence; what was read is written so that it reads
// the same.
#include "core/bench/gnuplotfile.h"
#include "tests/fuzz/feed.h"

using namespace windsock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto run = bench::parseGnuplot({reinterpret_cast<const char*>(data), size}, QStringLiteral("x.txt"));
    if (!run) {
        fuzz::require(run.error().sentence.endsWith(u'.') && run.error().sentence.size() < 1000);
        return 0;
    }
    fuzz::require(run->complete > 0 && run->complete == run->samples.size() && run->latency.count() == run->complete);
    fuzz::require(run->taken.count() >= 0);
    const std::string written = bench::toGnuplot(*run);
    const auto again = bench::parseGnuplot(written, QStringLiteral("x.txt"));
    fuzz::require(again && bench::toGnuplot(*again) == written);
    return 0;
}
