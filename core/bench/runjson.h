// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Run as JSON, and back: how runs are kept, and what scripts read. Pure but for readRunFile(); any thread.
#pragma once

#include "core/bench/run.h"

#include <QByteArray>
#include <QJsonObject>

namespace windsock::bench {

/// {"windsock_bench": 1, "name", "plan", "started_us" (since 1970, UTC), "taken_us", "requests_per_second", "counts",
/// "failures", "latency_ms" (percentiles), "histograms" (µs: count, min, max, sum, buckets [from, to, count]),
/// "generator", "samples" (arrays of equal length, µs; left out when there are more than 100,000)}. Text that is not
/// UTF-8 is
/// {"base64": …}. The plan's trusted certificates are not kept, its headers are.
QJsonObject toJsonObject(const Run& run);
/// The same as text, one line, ending in \n.
QByteArray toJson(const Run& run);

/// Exactly what was written, but for the trusted certificates, samples that were left out, and `source`, which becomes
/// `file`. Error: Invalid: no JSON, not of this kind or version, figures that are missing, impossible or contradict
/// each other.
Result<Run> parseRunJson(const QByteArray& bytes, const QString& file);
/// The same of an object that stands in another.
Result<Run> readRunObject(const QJsonObject& object, const QString& file);
/// Error: NotFound, PermissionDenied, Invalid (also: over 256 MiB).
Result<Run> readRunFile(const QString& file);

} // namespace windsock::bench
