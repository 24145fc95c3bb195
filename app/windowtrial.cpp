// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowtrial.h"

#include "app/pollstwin.h"

#include <QEventLoop>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds tellEvery{50};

ui::BlockingProgress::Phase phaseOf(ArrangementRun::Phase phase)
{
    switch (phase) {
    case ArrangementRun::Phase::Starting:
        return ui::BlockingProgress::Phase::Starting;
    case ArrangementRun::Phase::Idle:
        return ui::BlockingProgress::Phase::Alone;
    default:
        return ui::BlockingProgress::Phase::Loaded;
    }
}

} // namespace

WindowTrial::WindowTrial(BlockingPlan plan, bool twin)
    : m_plan(std::move(plan))
    , m_twin(twin)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("trial"));
    m_thread->start();
}

WindowTrial::~WindowTrial()
{
    m_stop.request_stop();
    m_thread->wait();
}

void WindowTrial::stop()
{
    m_stop.request_stop();
}

WindowTrial::State WindowTrial::state() const
{
    const std::lock_guard guard(m_mutex);
    return m_state;
}

bool WindowTrial::finished() const
{
    return state().finished;
}

ui::BlockingProgress WindowTrial::progress() const
{
    ui::BlockingProgress progress = state().progress;
    if (m_stop.stop_requested())
        progress.phase = ui::BlockingProgress::Phase::Ending;
    return progress;
}

bench::BlockingResults WindowTrial::results() const
{
    return state().results;
}

std::optional<Error> WindowTrial::error() const
{
    return state().error;
}

QString WindowTrial::subject() const
{
    return QString::fromStdString(state().label);
}

void WindowTrial::run()
{
    const auto measured = measure();
    const std::lock_guard guard(m_mutex);
    if (!measured && !m_stop.stop_requested())
        m_state.error = measured.error();
    m_state.finished = true;
}

Result<void> WindowTrial::measure()
{
    PollsTwin twin; // outlives the run, which serves it
    if (m_twin) {
        if (auto served = serveTwin(twin, m_plan.backend, m_stop.get_token()); !served)
            return served;
    }
    BlockingRun run(m_plan);
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&run, &BlockingRun::ended, &loop, &QEventLoop::quit);
    QObject::connect(&timer, &QTimer::timeout, &run, [this, &run] {
        tell(run);
        if (m_stop.stop_requested())
            run.stop();
    });
    timer.start(tellEvery);
    run.start();
    loop.exec();
    tell(run);
    return run.error() ? Result<void>(*run.error()) : Result<void>();
}

void WindowTrial::tell(const BlockingRun& run)
{
    const ui::BlockingProgress progress = progressOf(run);
    const std::lock_guard guard(m_mutex);
    m_state.progress = progress;
    m_state.results = run.results();
    m_state.label = run.label();
}

ui::BlockingProgress WindowTrial::progressOf(const BlockingRun& run) const
{
    const BlockingRun::Progress progress = run.progress();
    ui::BlockingProgress told;
    told.phase = phaseOf(progress.phase);
    told.arrangement = progress.arrangement;
    const std::chrono::duration<double> left = progress.left;
    const std::chrono::duration<double> load = m_plan.load.time + 2 * bench::loadLead;
    const std::chrono::duration<double> whole = load + ArrangementRun::idleTime;
    double present = 0;
    if (told.phase == ui::BlockingProgress::Phase::Alone)
        present = (ArrangementRun::idleTime - left) / whole;
    else if (told.phase == ui::BlockingProgress::Phase::Loaded)
        present = (whole - left) / whole;
    told.share = (static_cast<double>(progress.done) + present) / static_cast<double>(bench::arrangements.size());
    return told;
}

Result<std::unique_ptr<ui::BlockingTrial>> startTrial(const BackendOptions& routed, const ui::BlockingWish& wish)
{
    BlockingPlan plan;
    plan.backend = routed;
    plan.page = wish.page.toStdString();
    plan.load = wish.load;
    if (routed.threads > 1)
        plan.threads = routed.threads;
    plan.backend.threads = 1; // a process serves one page at a time, as the worker of a usual pool does
    plan.backend.reload = plan.backend.migrate = false;
    const bool twin = !isWsgi(routed.spec);
    if (twin)
        plan.backend.spec = "django:"; // of which only the kind is known yet
    if (const auto good = BlockingRun::check(plan); !good)
        return good.error();
    return std::unique_ptr<ui::BlockingTrial>(std::make_unique<WindowTrial>(std::move(plan), twin));
}

} // namespace windsock::app
