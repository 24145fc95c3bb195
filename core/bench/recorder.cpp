// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/recorder.h"

#include <time.h>

#include <algorithm>
#include <limits>

namespace windsock::bench {

namespace {

std::int64_t busyTime()
{
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::int64_t(spent.tv_sec) * 1'000'000'000 + spent.tv_nsec;
}

std::uint32_t narrow(microseconds value)
{
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(value.count(), 0, std::numeric_limits<std::uint32_t>::max()));
}

microseconds remainingOf(const Plan& plan, std::uint64_t done, microseconds elapsed)
{
    microseconds left = microseconds::max();
    if (plan.requests > 0 && done > 0) {
        const double share =
            static_cast<double>(plan.requests - std::min(done, plan.requests)) / static_cast<double>(done);
        left = microseconds(static_cast<std::int64_t>(static_cast<double>(elapsed.count()) * share));
    }
    if (plan.duration.count() > 0)
        left = std::min<microseconds>(left, std::max<microseconds>(plan.duration - elapsed, microseconds(0)));
    return left == microseconds::max() ? microseconds(0) : left;
}

} // namespace

Recorder::Recorder(const Plan& plan)
{
    m_run.plan = plan;
}

void Recorder::begin(Monotonic now)
{
    m_begun = now;
    m_busyBefore = busyTime();
    m_run.started = WallClock::now();
    m_run.samples.reserve(std::min<std::size_t>(m_run.plan.samples, m_run.plan.requests));
}

void Recorder::answered(const Answer& answer, Monotonic intended)
{
    const microseconds delay = elapsed(intended, answer.begun);
    const microseconds total = elapsed(answer.begun, answer.ended);
    m_latency.record(delay + total);
    m_service.record(total);
    if (m_run.complete == 0) {
        m_run.documentLength = answer.body;
        m_run.server = answer.server;
    }
    countLength(answer.body);
    ++m_run.complete;
    m_run.keptAlive += answer.reusable ? 1 : 0;
    m_run.badStatus += answer.good ? 0 : 1;
    m_run.received += answer.received;
    m_run.body += answer.body;
    m_run.sent += answer.sentBytes;
    if (m_run.samples.size() < m_run.plan.samples)
        keep(answer, intended, delay);
}

void Recorder::countLength(std::uint64_t length)
{
    if (length == m_run.documentLength)
        return;
    ++m_run.failures.length;
    if (m_run.failure.empty())
        m_run.failure = "An answer had " + std::to_string(length) + " bytes, the first one " +
                        std::to_string(m_run.documentLength) + '.';
}

void Recorder::keep(const Answer& answer, Monotonic intended, microseconds delay)
{
    Sample sample;
    sample.begun = elapsed(m_begun, intended).count();
    sample.delay = narrow(delay);
    sample.connect = narrow(answer.connecting);
    sample.wait = narrow(elapsed(answer.sent, answer.headed));
    sample.total = narrow(elapsed(answer.begun, answer.ended));
    m_run.samples.push_back(sample);
}

void Recorder::failed(FailureKind kind, const QString& sentence)
{
    Failures& failures = m_run.failures;
    ++(kind == FailureKind::Connect ? failures.connect
                                    : (kind == FailureKind::Receive ? failures.receive : failures.exceptions));
    if (m_run.failure.empty())
        m_run.failure = sentence.toStdString();
}

Progress Recorder::progress(Monotonic now) const
{
    Progress progress;
    progress.done = done();
    progress.failed = m_run.failures.all();
    progress.elapsed = elapsed(m_begun, now);
    progress.remaining = remainingOf(m_run.plan, progress.done, progress.elapsed);
    progress.latency = m_latency.toHistogram();
    return progress;
}

Run Recorder::finish(Monotonic end)
{
    m_run.taken = elapsed(m_begun, end);
    const double wall = std::chrono::duration<double, std::nano>(MonotonicClock::now() - m_begun).count();
    if (m_begun != Monotonic() && wall > 0)
        m_run.generator.busy = std::min(1.0, static_cast<double>(busyTime() - m_busyBefore) / wall);
    m_run.generator.lateness = m_lateness.toHistogram();
    m_run.latency = m_latency.toHistogram();
    m_run.service = m_service.toHistogram();
    m_run.connect = m_connect.toHistogram();
    return std::move(m_run);
}

} // namespace windsock::bench
