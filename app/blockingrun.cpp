// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/blockingrun.h"

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds lookEvery{20};

Error invalid(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

} // namespace

bool isWsgi(const std::string& spec)
{
    return spec.starts_with("wsgi:") || spec.starts_with("django:");
}

Result<void> BlockingRun::check(const BlockingPlan& plan)
{
    if (!isWsgi(plan.backend.spec))
        return invalid(QStringLiteral("Only a WSGI application can run on the loop, on threads and in processes, which "
                                      "\"%1\" cannot: give --backend django:DIR or wsgi:MODULE:CALLABLE.")
                           .arg(QString::fromStdString(plan.backend.spec).left(200)));
    auto target = bench::parseTarget(QStringLiteral("http://127.0.0.1") + QString::fromStdString(plan.page));
    if (!target || !plan.page.starts_with('/'))
        return invalid(QStringLiteral("--page takes a path such as /polls/, not \"%1\".")
                           .arg(QString::fromStdString(plan.page).left(200)));
    if (plan.load.time < bench::echoInterval)
        return invalid(QStringLiteral("-t takes seconds, more than 0."));
    return bench::check(bench::pagePlan(*target, plan.load));
}

BlockingRun::BlockingRun(BlockingPlan plan)
    : m_plan(std::move(plan))
{
    connect(&m_timer, &QTimer::timeout, this, &BlockingRun::look);
}

BlockingRun::~BlockingRun() = default;

void BlockingRun::start()
{
    beginNext();
    m_timer.start(lookEvery);
}

void BlockingRun::stop()
{
    if (!m_finished)
        finish();
}

BlockingRun::Progress BlockingRun::progress() const
{
    Progress progress;
    progress.done = m_results.size();
    if (!m_current)
        return progress;
    progress.arrangement = bench::arrangements[m_results.size()];
    progress.phase = m_current->phase();
    progress.left = m_current->left();
    return progress;
}

void BlockingRun::beginNext()
{
    m_current = std::make_unique<ArrangementRun>(m_plan, bench::arrangements[m_results.size()]);
    m_current->start();
}

void BlockingRun::look()
{
    m_current->look();
    if (m_current->phase() != ArrangementRun::Phase::Over)
        return;
    m_label = m_current->label();
    if (m_current->result())
        m_results.push_back(*m_current->result());
    m_error = m_current->error();
    m_current.reset(); // one at a time: the next has the machine to itself
    if (m_error || m_results.size() == bench::arrangements.size())
        return finish();
    beginNext();
}

void BlockingRun::finish()
{
    m_timer.stop();
    m_current.reset();
    m_finished = true;
    Q_EMIT ended();
}

} // namespace windsock::app
