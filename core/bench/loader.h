// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loader: puts one plan's load on its target: opens the connections, warms up, measures, ends. Lives on the generator's
// thread; owned by the LoadGenerator, which retires it when it is done.
#pragma once

#include "core/bench/lane.h"
#include "core/bench/recorder.h"
#include "core/bench/schedule.h"
#include "core/net/precisetimer.h"

#include <QObject>

#include <deque>
#include <functional>

namespace windsock::bench {

class Loader final : private Lane::Owner
{
public:
    struct Events
    {
        std::function<void(const Progress&)> ticked; ///< 20 times a second
        std::function<void(Run)> ended;              ///< once, from the loop, when nothing of ours is on the stack
    };

    Loader(net::IoLoop& loop, const Plan& plan, Events events);
    ~Loader();
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;

    void start();
    /// Ends now; what is on its way does not count.
    void stop();

private:
    enum class Stage { Preparing, Warming, Measuring, Over };

    void lanePrepared(Lane& lane) override;
    void laneConnected(microseconds took) override { m_recorder.connected(took); }
    void requestEnded(Lane& lane, const Answer& answer) override;
    void requestFailed(Lane& lane, FailureKind kind, const QString& sentence) override;

    void prepareDue();
    void beginLoad();
    void measure(Monotonic now);
    void pump();
    void begin(Lane& lane, Monotonic now);
    void release(Lane& lane, Monotonic now);
    void advance();
    bool hopeless(const QString& sentence);
    void beat();
    void armBeat(Monotonic now);
    void giveUpOverdue(Monotonic now);
    void end(Monotonic when);

    net::IoLoop& m_loop;
    const Plan m_plan;
    Events m_events;
    Recorder m_recorder;
    Schedule m_schedule;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::deque<Lane*> m_idle; // the longest idle first
    net::PreciseTimer m_opening;
    net::PreciseTimer m_due;
    net::PreciseTimer m_beat;
    QObject m_context; // timers die with it
    Stage m_stage = Stage::Preparing;
    Monotonic m_started;
    Monotonic m_stageBegun;
    Monotonic m_nextBeat;
    Monotonic m_lastEnd;
    std::uint64_t m_beats = 0;
    std::size_t m_opened = 0; // lanes told to prepare
    std::size_t m_prepared = 0;
    std::size_t m_underway = 0;
    std::uint64_t m_failuresInVain = 0; // while nothing had ever succeeded
    bool m_succeeded = false;
    bool m_stopped = false;
    std::string m_error;
};

} // namespace windsock::bench
