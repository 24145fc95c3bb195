// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run that Debian's ab once made, from tests/core/bench/ab: NAME.run has what ab measured (µs), NAME.txt what it
// printed of that, NAME.tsv its -g file (in UTC). Test code, main thread.
#pragma once

#include "core/bench/run.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>

namespace windsock::bench::test {

QByteArray abFile(const QString& name);
Run abRun(const QString& name);
/// A run that could have been: `count` requests of `path`, 100 µs apart, latencies from `latency` (µs).
Run madeRun(std::size_t count, const std::function<std::uint32_t(std::size_t)>& latency);

} // namespace windsock::bench::test
