// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as JSON: any bytes become a run, which is written and read to the same again, or one sentence.
#include "core/bench/runjson.h"
#include "tests/fuzz/feed.h"

using namespace windsock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto run = bench::parseRunJson(bytes, QStringLiteral("x.json"));
    if (!run) {
        fuzz::require(run.error().sentence.endsWith(u'.') && run.error().sentence.size() < 1000);
        return 0;
    }
    const QByteArray written = bench::toJson(*run);
    const auto again = bench::parseRunJson(written, QStringLiteral("x.json"));
    fuzz::require(again && again->latency.count() == run->latency.count() && again->complete == run->complete);
    return 0;
}
