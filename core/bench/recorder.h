// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorder: folds answers and failures into a Run. Lives on the generator's thread; the Loader's.
#pragma once

#include "core/bench/lane.h"
#include "core/bench/run.h"
#include "core/metrics/densehistogram.h"

namespace windsock::bench {

class Recorder
{
public:
    explicit Recorder(const Plan& plan);

    /// The load begins now. Before it only connections are recorded.
    void begin(Monotonic now);
    void answered(const Answer& answer, Monotonic intended);
    void failed(FailureKind kind, const QString& sentence);
    void connected(microseconds took) { m_connect.record(took); }
    void late(microseconds by) { m_lateness.record(by); }

    std::uint64_t done() const { return m_run.complete + m_run.failures.incomplete(); }
    Progress progress(Monotonic now) const;
    /// `end` is the last moment that counts.
    Run finish(Monotonic end);

private:
    void countLength(std::uint64_t length);
    void keep(const Answer& answer, Monotonic intended, microseconds delay);

    Run m_run;
    Monotonic m_begun;
    std::int64_t m_busyBefore = 0; // ns of this thread on a processor
    metrics::DenseHistogram m_latency;
    metrics::DenseHistogram m_service;
    metrics::DenseHistogram m_connect;
    metrics::DenseHistogram m_lateness;
};

} // namespace windsock::bench
