// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/loader.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace windsock::bench {

namespace {

constexpr std::chrono::milliseconds beatEvery{1};
constexpr std::uint64_t beatsATick = 50;
// A server that is gone for a moment is waited for, not hammered.
constexpr std::chrono::milliseconds rest{100};
constexpr std::uint64_t fewestInVain = 10;

/// In an open loop the end of the time is an end of the schedule: none begins after it, and those before it are
/// awaited.
std::uint64_t requestsOf(const Plan& plan)
{
    if (plan.rate <= 0 || plan.duration.count() == 0)
        return plan.requests;
    const double seconds = std::chrono::duration<double>(plan.duration).count();
    const auto most = static_cast<std::uint64_t>(std::max(1.0, std::ceil(plan.rate * seconds)));
    return plan.requests > 0 ? std::min(plan.requests, most) : most;
}

} // namespace

Loader::Loader(net::IoLoop& loop, const Plan& plan, Events events)
    : m_loop(loop)
    , m_plan(plan)
    , m_events(std::move(events))
    , m_recorder(m_plan)
    , m_opening(loop, [this] { prepareDue(); })
    , m_due(loop, [this] { pump(); })
    , m_beat(loop, [this] { beat(); })
{
}

Loader::~Loader() = default;

void Loader::start()
{
    m_started = MonotonicClock::now();
    m_lanes.reserve(static_cast<std::size_t>(m_plan.connections));
    for (int i = 0; i < m_plan.connections; ++i)
        m_lanes.push_back(makeLane(m_loop, m_plan, *this));
    armBeat(m_started);
    prepareDue();
}

/// Lane i of n is opened at i/n of the ramp.
void Loader::prepareDue()
{
    const auto now = MonotonicClock::now();
    const auto when = [this](std::size_t lane) { return m_started + m_plan.ramp * lane / m_lanes.size(); };
    while (m_stage != Stage::Over && m_opened < m_lanes.size() && when(m_opened) <= now)
        m_lanes[m_opened++]->prepare();
    if (m_opened < m_lanes.size())
        m_opening.start(when(m_opened));
}

void Loader::lanePrepared(Lane& lane)
{
    ++m_prepared;
    m_idle.push_back(&lane);
    if (m_stage == Stage::Over)
        return;
    if (m_stage == Stage::Preparing && (m_plan.ramp.count() > 0 || m_prepared == m_lanes.size()))
        beginLoad();
    else if (m_stage != Stage::Preparing)
        pump();
}

void Loader::beginLoad()
{
    const auto now = MonotonicClock::now();
    m_stageBegun = now;
    if (m_plan.warmUp == 0)
        return measure(now);
    m_stage = Stage::Warming;
    m_schedule = Schedule(m_plan.warmUp, m_plan.rate, now);
    pump();
}

void Loader::measure(Monotonic now)
{
    m_stage = Stage::Measuring;
    m_stageBegun = m_lastEnd = now;
    m_schedule = Schedule(requestsOf(m_plan), m_plan.rate, now);
    m_recorder.begin(now);
    pump();
}

/// Begins what should have begun, as far as connections are free.
void Loader::pump()
{
    const auto now = MonotonicClock::now();
    while (!m_idle.empty() && m_schedule.due(now) && m_stage != Stage::Over) {
        Lane* lane = m_idle.front();
        m_idle.pop_front();
        begin(*lane, now);
    }
    if (m_plan.rate > 0 && !m_idle.empty() && !m_schedule.exhausted())
        m_due.start(m_schedule.next());
}

void Loader::begin(Lane& lane, Monotonic now)
{
    lane.busy = true;
    lane.intended = m_schedule.take(now);
    if (m_plan.rate > 0 && m_stage == Stage::Measuring)
        m_recorder.late(elapsed(std::max(lane.intended, lane.free), now)); // ours: the connection was free by then
    ++m_underway;
    lane.begin(now);
}

void Loader::requestEnded(Lane& lane, const Answer& answer)
{
    m_succeeded = true;
    if (m_stage == Stage::Measuring)
        m_recorder.answered(answer, lane.intended);
    release(lane, answer.ended);
    if (m_stage == Stage::Over)
        return;
    if (m_schedule.due(answer.ended) && m_idle.empty())
        return begin(lane, answer.ended); // the usual case of a closed loop
    m_idle.push_back(&lane);
    advance();
}

void Loader::requestFailed(Lane& lane, FailureKind kind, const QString& sentence)
{
    const auto now = MonotonicClock::now();
    const bool wasBusy = lane.busy;
    if (m_stage == Stage::Over)
        return;
    if (hopeless(sentence))
        return;
    if (!wasBusy)
        return; // preparing: it tries again with its first request
    if (m_stage == Stage::Measuring)
        m_recorder.failed(kind, sentence);
    release(lane, now);
    QTimer::singleShot(kind == FailureKind::Connect ? rest : std::chrono::milliseconds(0), &m_context, [this, &lane] {
        m_idle.push_back(&lane);
        advance();
    });
}

void Loader::release(Lane& lane, Monotonic now)
{
    lane.busy = false;
    lane.free = now;
    m_lastEnd = now;
    --m_underway;
}

/// After a request has ended: the next ones, or the next stage.
void Loader::advance()
{
    if (m_stage == Stage::Over)
        return;
    pump();
    if (!m_schedule.exhausted() || m_underway > 0)
        return;
    if (m_stage == Stage::Warming)
        measure(MonotonicClock::now());
    else
        end(m_lastEnd);
}

/// Nothing has worked and nothing is going to: ends the run with the first reason.
bool Loader::hopeless(const QString& sentence)
{
    if (m_succeeded)
        return false;
    if (m_error.empty())
        m_error = sentence.toStdString();
    ++m_failuresInVain;
    const auto enough = std::max<std::uint64_t>(fewestInVain, m_lanes.size());
    if (m_failuresInVain < (m_plan.requests > 0 ? std::min(enough, m_plan.requests) : enough))
        return false;
    end(MonotonicClock::now());
    return true;
}

void Loader::beat()
{
    const auto now = MonotonicClock::now();
    if (m_stage == Stage::Over)
        return;
    if (m_stage == Stage::Measuring)
        m_recorder.late(elapsed(m_nextBeat, now));
    const auto due = m_stageBegun + m_plan.duration;
    if (m_stage == Stage::Measuring && m_plan.duration.count() > 0 && now >= due)
        return end(due);
    if (++m_beats % beatsATick == 0) {
        giveUpOverdue(now);
        if (m_stage == Stage::Over)
            return;
        Progress progress = m_recorder.progress(now);
        progress.warming = m_stage != Stage::Measuring;
        m_events.ticked(progress);
    }
    armBeat(now);
}

void Loader::armBeat(Monotonic now)
{
    m_nextBeat = now + beatEvery;
    m_beat.start(m_nextBeat);
}

void Loader::giveUpOverdue(Monotonic now)
{
    for (const auto& lane : m_lanes) {
        if (m_stage == Stage::Over)
            return;
        if (lane->busy && now - std::max(lane->intended, lane->free) > m_plan.timeout)
            lane->giveUp(QStringLiteral("%1 did not answer within %2 s: give it more time with --timeout.")
                             .arg(QString::fromStdString(m_plan.target.url))
                             .arg(std::chrono::duration<double>(m_plan.timeout).count()));
    }
}

void Loader::stop()
{
    m_stopped = true;
    if (m_stage != Stage::Over)
        end(MonotonicClock::now());
}

void Loader::end(Monotonic when)
{
    const bool measured = m_stage == Stage::Measuring;
    m_stage = Stage::Over;
    m_beat.stop();
    m_due.stop();
    m_opening.stop();
    Run run = m_recorder.finish(when);
    run.stopped = m_stopped;
    run.unanswered = measured && m_plan.rate > 0 ? m_underway + m_schedule.overdue(when) : 0;
    if (!m_succeeded)
        run.error = m_error;
    QTimer::singleShot(0, &m_context,
                       [this, ended = std::make_shared<Run>(std::move(run))] { m_events.ended(std::move(*ended)); });
}

} // namespace windsock::bench
