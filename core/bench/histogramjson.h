// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Histogram as JSON and back, without loss: count, least, greatest, sum and buckets. Pure functions, any thread.
#pragma once

#include "core/metrics/histogram.h"

#include <QJsonObject>

#include <optional>

namespace windsock::bench {

/// {"count", "min", "max", "sum" (µs), "buckets": [[from, to, count], …]}: values in [from, to) µs.
QJsonObject toJsonObject(const metrics::Histogram& histogram);

/// A histogram with the same buckets, least, greatest and sum: within their buckets, values are put where the sum comes
/// out. Nothing when the object is not one that was written (bounds that are no buckets', counts that do not add up).
std::optional<metrics::Histogram> histogramFrom(const QJsonObject& object);

} // namespace windsock::bench
