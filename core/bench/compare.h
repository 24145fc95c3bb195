// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two groups of runs of the same load, before and after (row B5). Pure functions, any thread.
//
// The change is that of the medians. How far it can be trusted comes from the runs alone: each group spans from its
// least to its greatest value, and the true change is taken to lie between the changes from one span's end to the
// other's. It counts as a change when the spans do not overlap. By chance alone that happens once in ten with three
// runs each, and once in 126 with five (2 / C(2n, n)); no distribution is assumed, which latencies would not follow.
// More runs widen a span, so the word is never too bold.
#pragma once

#include "core/bench/rungroup.h"

#include <QString>

#include <vector>

namespace windsock::bench {

enum class Verdict {
    Unknown, ///< a group is empty, or has a value that is 0 or not known
    Once,    ///< a group has one run only: no spread is known
    Within,  ///< the spans overlap: no change seen
    Better,
    Worse,
};

struct Change
{
    QString figure;    ///< "requests/s", "p50", "p90", "p99"
    double before = 0; ///< median; latencies in ms
    double after = 0;
    double percent = 0; ///< of `before`, signed
    double low = 0;     ///< the least and the greatest change that the spreads allow, percent
    double high = 0;
    Verdict verdict = Verdict::Unknown;
};

/// Of two groups of repeated runs of one load: requests/s, p50, p90, p99.
std::vector<Change> compare(const Runs& before, const Runs& after);
/// "+38 % ± 3 %: better", "-2 % ± 5 %: within the spread, no change seen", "+38 %: run it again to know the spread",
/// "not known".
QString textOf(const Change& change);

} // namespace windsock::bench
