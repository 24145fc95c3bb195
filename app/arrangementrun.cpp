// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arrangementrun.h"

#include <algorithm>

namespace windsock::app {

using bench::Arrangement;
using std::chrono::milliseconds;

namespace {

constexpr std::chrono::seconds startLimit{60};
// The Runtime looks for news of the backend meanwhile, and tells its I/O threads; later it might find them standing
// still.
constexpr milliseconds settleTime{200};
constexpr auto echoPath = "/ws/hello-tornado";

BackendOptions arranged(const BlockingPlan& plan, Arrangement arrangement, const std::stop_token& stop)
{
    BackendOptions backend = plan.backend;
    if (arrangement == Arrangement::Processes)
        return backend;
    backend.workers = 1;
    backend.threads = arrangement == Arrangement::Threads ? plan.threads : 1;
    if (arrangement == Arrangement::Loop)
        backend.onLoop = backend::BlockingLimit{.stop = stop};
    return backend;
}

Error notStarted(const backend::BackendStatus& status)
{
    return {ErrorCode::Failed,
            QStringLiteral("The application could not be started: %1").arg(QString::fromStdString(status.error)),
            QString::fromStdString(status.detail)};
}

} // namespace

ArrangementRun::ArrangementRun(const BlockingPlan& plan, Arrangement arrangement)
    : m_plan(plan)
    , m_arrangement(arrangement)
    , m_runtime(serveOptions(plan))
{
}

ArrangementRun::~ArrangementRun()
{
    m_pages.reset(); // first who asks
    m_echo.reset();
    m_stop.request_stop(); // an I/O thread that stands still could not be ended
}

ServeOptions ArrangementRun::serveOptions(const BlockingPlan& plan) const
{
    ServeOptions options;
    options.endpoint.port = 0; // a measurement disturbs nobody
    options.http.serverName = "Windsock/" WINDSOCK_VERSION;
    options.backend = arranged(plan, m_arrangement, m_stop.get_token());
    if (m_arrangement != Arrangement::Processes)
        options.ioThreads = 1; // Tornado has one loop
    return options;
}

void ArrangementRun::start()
{
    m_begun = MonotonicClock::now();
    if (const auto endpoint = m_runtime.start(); !endpoint)
        fail(endpoint.error());
}

void ArrangementRun::look()
{
    switch (m_phase) {
    case Phase::Starting:
        return m_pages ? firstPages() : awaitWorkers();
    case Phase::Idle:
        return idle();
    case Phase::Loading:
        return loading();
    case Phase::Over:
        break;
    }
}

milliseconds ArrangementRun::left() const
{
    const milliseconds whole = m_phase == Phase::Idle      ? idleTime
                               : m_phase == Phase::Loading ? m_plan.load.time + 2 * bench::loadLead
                                                           : milliseconds(0);
    const auto passed = std::chrono::duration_cast<milliseconds>(MonotonicClock::now() - m_begun);
    return std::max(whole - passed, milliseconds(0));
}

bench::Target ArrangementRun::target(const std::string& path) const
{
    const std::string url = "http://" + net::toString(m_runtime.endpoint()) + path;
    return *bench::parseTarget(QString::fromStdString(url)); // BlockingRun has checked the page
}

void ArrangementRun::begin(std::unique_ptr<bench::LoadGenerator>& generator, bench::Plan plan)
{
    generator = std::make_unique<bench::LoadGenerator>(std::vector{std::move(plan)});
    generator->start();
}

void ArrangementRun::awaitWorkers()
{
    using Health = backend::BackendStatus::Health;
    const backend::BackendStatus status = m_runtime.backendStatus();
    if (status.health == Health::Failed)
        return fail(notStarted(status));
    const Monotonic now = MonotonicClock::now();
    if (status.health == Health::Fine && status.workers >= m_runtime.options().backend.workers) {
        if (m_workersUp == Monotonic())
            m_workersUp = now;
        if (now - m_workersUp >= settleTime)
            begin(m_pages, bench::firstPagesPlan(target(m_plan.page)));
    } else if (now - m_begun > startLimit) {
        fail({ErrorCode::TimedOut,
              QStringLiteral("The application has not come up within %1 s: see what it waits for with windsock serve.")
                  .arg(startLimit.count()),
              {}});
    }
}

void ArrangementRun::firstPages()
{
    if (!m_pages->finished() || refuse(*m_pages->runs().front()))
        return;
    m_pages.reset();
    m_phase = Phase::Idle;
    m_begun = MonotonicClock::now();
    begin(m_echo, bench::echoPlan(bench::asWebSocket(target(echoPath)), idleTime));
}

/// Whether these pages are nothing to measure with.
bool ArrangementRun::refuse(const bench::Run& run)
{
    if (!run.error.empty())
        fail({ErrorCode::Failed, QString::fromStdString(run.error), {}});
    else if (run.failures.incomplete() > 0)
        fail({ErrorCode::Failed, QString::fromStdString(run.failure), {}});
    else if (run.badStatus > 0)
        fail({ErrorCode::Failed,
              QStringLiteral("%1 is no page of the application (%2 of %3 answers were no 2xx): name another page.")
                  .arg(QString::fromStdString(m_plan.page).left(200))
                  .arg(run.badStatus)
                  .arg(run.complete),
              {}});
    return m_error.has_value();
}

void ArrangementRun::idle()
{
    if (!m_echo->finished())
        return;
    m_idle = m_echo->runs().front();
    m_echo.reset();
    m_phase = Phase::Loading;
    m_begun = MonotonicClock::now();
    begin(m_pages, bench::pagePlan(target(m_plan.page), m_plan.load));
}

void ArrangementRun::loading()
{
    const auto elapsed = MonotonicClock::now() - m_begun;
    if (!m_echo && elapsed >= bench::loadLead)
        begin(m_echo, bench::echoPlan(bench::asWebSocket(target(echoPath)), m_plan.load.time));
    if (!m_echo || !m_echo->finished())
        return;
    m_pages->stop();
    if (m_pages->finished())
        tellResult();
}

void ArrangementRun::tellResult()
{
    const BackendOptions& backend = m_runtime.options().backend;
    const int count = m_arrangement == Arrangement::Threads ? backend.threads : backend.workers;
    m_result = bench::BlockingResult{m_arrangement, count, m_idle, m_echo->runs().front(), m_pages->runs().front()};
    m_phase = Phase::Over;
}

void ArrangementRun::fail(Error error)
{
    m_error = std::move(error);
    m_phase = Phase::Over;
}

} // namespace windsock::app
