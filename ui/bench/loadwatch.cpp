// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/loadwatch.h"

#include "ui/format.h"
#include "ui/pulse.h"

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

/// What is known of a run that has not ended, as one: its figures and its curve come from the histogram.
std::shared_ptr<const bench::Run> partialRun(const bench::Plan& plan, const bench::Progress& progress)
{
    auto run = std::make_shared<bench::Run>();
    run->plan = plan;
    run->complete = progress.latency.count();
    run->failures.receive = progress.failed;
    run->taken = progress.elapsed;
    run->latency = progress.latency;
    return run;
}

} // namespace

LoadWatch::LoadWatch(LoadFactory factory, Pulse& pulse, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory))
{
    connect(&pulse, &Pulse::chartsTicked, this, &LoadWatch::look);
}

LoadWatch::~LoadWatch() = default;

void LoadWatch::begin(std::vector<bench::Plan> plans, const QString& title)
{
    m_plans = plans;
    m_title = title;
    m_load = m_factory(std::move(plans));
}

void LoadWatch::cancel()
{
    if (m_load)
        m_load->stop();
}

void LoadWatch::look()
{
    if (!m_load)
        return;
    if (!m_load->finished())
        return tell();
    bench::RunGroup group{{}, m_title.toStdString(), m_load->runs()};
    m_load.reset();
    Q_EMIT finished(group);
}

void LoadWatch::tell()
{
    const bench::Progress progress = m_load->progress();
    bench::RunGroup soFar{{}, m_title.toStdString(), m_load->runs()};
    if (progress.index < m_plans.size() && !progress.latency.empty() && soFar.runs.size() == progress.index)
        soFar.runs.push_back(partialRun(m_plans[progress.index], progress));
    Q_EMIT progressed(shareOf(progress), textOf(progress), soFar);
}

double LoadWatch::shareOf(const bench::Progress& progress) const
{
    const double left = std::chrono::duration<double>(progress.remaining).count();
    const double spent = std::chrono::duration<double>(progress.elapsed).count();
    const double present = progress.warming || spent + left <= 0 ? 0 : spent / (spent + left);
    return std::clamp((static_cast<double>(progress.index) + present) / static_cast<double>(m_plans.size()), 0.0, 1.0);
}

QString LoadWatch::textOf(const bench::Progress& progress) const
{
    QString text = m_plans.size() > 1 ? tr("%1 of %2 · ").arg(progress.index + 1).arg(m_plans.size()) : QString();
    const std::uint64_t wanted = m_plans[std::min(progress.index, m_plans.size() - 1)].requests;
    text += wanted > 0 ? tr("%1 of %2").arg(format::count(progress.done), format::count(wanted))
                       : format::count(progress.done);
    if (progress.failed > 0)
        text += tr(" · %1 failed").arg(format::count(progress.failed));
    const double left = std::chrono::duration<double>(progress.remaining).count();
    return left >= 0.5 ? text + tr(" · %1 s left").arg(left, 0, 'f', 0) : text;
}

} // namespace windsock::ui
