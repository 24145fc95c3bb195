// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ArrangementRun: measures one arrangement: serves the application so, warms it, echoes with nothing else to do, and
// again while pages are loaded. One thread with an event loop, which it does not block but while it ends; owned by the
// BlockingRun, which polls it.
#pragma once

#include "app/runtime.h"
#include "core/bench/blocking.h"
#include "core/bench/loadgenerator.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace windsock::app {

/// What is measured: an application, a page of it, and under what load.
struct BlockingPlan
{
    BackendOptions backend; ///< a WSGI application; its workers are those of the processes
    std::string page = "/polls/";
    bench::BlockingLoad load;
    int threads = 4; ///< of the arrangement on threads
};

class ArrangementRun
{
public:
    enum class Phase { Starting, Idle, Loading, Over };
    static constexpr std::chrono::milliseconds idleTime{1'000}; ///< of Phase::Idle

    ArrangementRun(const BlockingPlan& plan, bench::Arrangement arrangement);
    /// Ends everything; a worker that is at it has two seconds.
    ~ArrangementRun();

    void start();
    /// Looks how far it is and goes on; to be called some fifty times a second.
    void look();
    Phase phase() const { return m_phase; }
    /// Of the application, once it is up: "mysite · Python 3.11.2 · Django 3.2.19".
    std::string label() const { return m_runtime.backendStatus().label; }
    /// How long the phase will still take; 0 when unknown.
    std::chrono::milliseconds left() const;

    /// When Phase::Over: either of them.
    const std::optional<bench::BlockingResult>& result() const { return m_result; }
    const std::optional<Error>& error() const { return m_error; }

private:
    ServeOptions serveOptions(const BlockingPlan& plan) const;
    void awaitWorkers();
    void firstPages();
    void idle();
    void loading();
    void tellResult();
    bool refuse(const bench::Run& firstPages);
    bench::Target target(const std::string& path) const;
    void begin(std::unique_ptr<bench::LoadGenerator>& generator, bench::Plan plan);
    void fail(Error error);

    const BlockingPlan m_plan;
    const bench::Arrangement m_arrangement;
    std::stop_source m_stop; // of waits on the loop
    Runtime m_runtime;
    Monotonic m_begun; // the phase
    Monotonic m_workersUp;
    Phase m_phase = Phase::Starting;
    std::unique_ptr<bench::LoadGenerator> m_pages;
    std::unique_ptr<bench::LoadGenerator> m_echo;
    std::shared_ptr<const bench::Run> m_idle;
    std::optional<bench::BlockingResult> m_result;
    std::optional<Error> m_error;
};

} // namespace windsock::app
