// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchrun.h"

#include <unistd.h>

#include <cstdio>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds lookEvery{20};

double seconds(microseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

BenchRun::BenchRun(std::vector<bench::Plan> plans, Report report)
    : m_generator(std::move(plans))
    , m_report(std::move(report))
    , m_terminal(::isatty(STDERR_FILENO) == 1)
{
    connect(&m_timer, &QTimer::timeout, this, &BenchRun::look);
}

void BenchRun::start()
{
    m_generator.start();
    m_timer.start(lookEvery);
}

void BenchRun::interrupt()
{
    if (m_interrupted)
        Q_EMIT finished();
    m_interrupted = true;
    m_generator.stop();
}

void BenchRun::look()
{
    const bool over = m_generator.finished(); // asked first: the last run is there then
    const auto runs = m_generator.runs();
    if (m_terminal && !over)
        tellProgress();
    for (std::size_t i = m_runs.size(); i < runs.size(); ++i) {
        if (std::exchange(m_progressShown, false))
            std::fputs("\r\033[K", stderr);
        m_runs.push_back(runs[i]);
        m_report(*runs[i]);
    }
    if (!over)
        return;
    m_timer.stop();
    Q_EMIT finished();
}

void BenchRun::tellProgress()
{
    const bench::Progress progress = m_generator.progress();
    const bench::Plan& plan = m_generator.plans()[progress.index];
    QString line = QString::fromStdString(bench::nameOf(plan)) + QStringLiteral(": ");
    line += progress.warming ? QStringLiteral("warming up") : QString::number(progress.done);
    if (!progress.warming && plan.requests > 0)
        line += QStringLiteral(" of %1").arg(plan.requests);
    if (progress.failed > 0)
        line += QStringLiteral(", %1 failed").arg(progress.failed);
    if (!progress.warming && progress.done > 0)
        line += QStringLiteral(", %1 s, about %2 s left")
                    .arg(seconds(progress.elapsed), 0, 'f', 1)
                    .arg(seconds(progress.remaining), 0, 'f', 1);
    std::fprintf(stderr, "\r\033[K%s", line.toUtf8().constData());
    m_progressShown = true;
}

} // namespace windsock::app
