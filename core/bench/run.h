// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Run: what became of a Plan: each request, histograms of all, failures, and how late the generator itself was. A plain
// value; crosses threads as shared_ptr<const Run>.
#pragma once

#include "core/base/clock.h"
#include "core/bench/plan.h"
#include "core/metrics/histogram.h"

#include <cstdint>
#include <string>
#include <vector>

namespace windsock::bench {

/// One request that was answered; all in µs. A request's latency is delay + total.
struct Sample
{
    std::int64_t begun = 0;    ///< since the run began, in an open loop as intended
    std::uint32_t delay = 0;   ///< open loop: from the intended time to the true one
    std::uint32_t connect = 0; ///< of `total`, when it needed a connection; of a WebSocket's message always 0
    std::uint32_t wait = 0;    ///< from the request sent to the answer's head
    std::uint32_t total = 0;   ///< from its begin to the answer's last byte
};

inline std::uint32_t latencyOf(const Sample& sample)
{
    return sample.delay + sample.total;
}

/// ab's kinds of failure. `length` counts among the complete ones too.
struct Failures
{
    std::uint64_t connect = 0;
    std::uint64_t receive = 0;    ///< broken off, or no HTTP
    std::uint64_t length = 0;     ///< another length than the first answer's: no error where pages vary
    std::uint64_t exceptions = 0; ///< not answered in time

    std::uint64_t incomplete() const { return connect + receive + exceptions; }
    std::uint64_t all() const { return incomplete() + length; }
};

/// How far the load generator itself was the limit.
struct Generator
{
    double busy = 0;             ///< share of its thread's time on a processor, 0 to 1
    metrics::Histogram lateness; ///< of beats a ms apart, and of sends whose connection was free
};

struct Run
{
    Plan plan;
    Wall started;
    microseconds taken{0};            ///< from the first request's begin to the last one's end
    std::uint64_t unanswered = 0;     ///< open loop: due before the end, and not answered by then
    bool stopped = false;             ///< by hand, before its end
    std::string error;                ///< why it could not be run at all: one sentence
    std::string server;               ///< the Server field
    std::uint64_t documentLength = 0; ///< bytes of the first answer's body
    std::uint64_t complete = 0;
    std::uint64_t keptAlive = 0; ///< answered on a connection that could be used again
    std::uint64_t badStatus = 0; ///< other than 2xx
    std::uint64_t received = 0;  ///< bytes
    std::uint64_t body = 0;      ///< bytes of it that were bodies
    std::uint64_t sent = 0;      ///< bytes
    Failures failures;
    std::string failure;        ///< the first failure, one sentence
    metrics::Histogram latency; ///< from the intended time (closed loop: from the true one)
    metrics::Histogram service; ///< from the true time: what hides in an open loop is the difference
    metrics::Histogram connect; ///< of each connection that was opened
    Generator generator;
    std::vector<Sample> samples; ///< in the order of their ends; see Plan::samples
    std::string source;          ///< the file that it was read from; empty: it was run
};

double perSecond(const Run& run);
/// Read from ab's -g file, which has each request's times and nothing else: no counts, no failures, no bytes.
bool hasTimesOnly(const Run& run);

/// What can be told while it runs.
struct Progress
{
    std::size_t index = 0; ///< of the plans, which runs now
    bool warming = false;
    std::uint64_t done = 0; ///< complete and failed
    std::uint64_t failed = 0;
    microseconds elapsed{0};
    microseconds remaining{0}; ///< as it goes now; 0 when unknown
    metrics::Histogram latency;
};

} // namespace windsock::bench
