// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/blockingwatch.h"

#include "core/bench/blockinggroup.h"
#include "ui/pulse.h"

#include <utility>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(bench::Arrangement arrangement)
{
    switch (arrangement) {
    case bench::Arrangement::Loop:
        return BlockingWatch::tr("on the loop");
    case bench::Arrangement::Threads:
        return BlockingWatch::tr("on threads");
    case bench::Arrangement::Processes:
        break;
    }
    return BlockingWatch::tr("in processes");
}

QString phaseOf(BlockingProgress::Phase phase)
{
    switch (phase) {
    case BlockingProgress::Phase::Starting:
        return BlockingWatch::tr("starting");
    case BlockingProgress::Phase::Alone:
        return BlockingWatch::tr("echoes alone");
    default:
        return BlockingWatch::tr("echoes beside pages");
    }
}

QString textOf(const BlockingProgress& progress)
{
    if (progress.phase == BlockingProgress::Phase::Ending)
        return BlockingWatch::tr("ending…");
    return BlockingWatch::tr("%1 of %2 · %3 · %4")
        .arg(static_cast<int>(progress.arrangement) + 1)
        .arg(bench::arrangements.size())
        .arg(placeOf(progress.arrangement), phaseOf(progress.phase));
}

} // namespace

BlockingWatch::BlockingWatch(BlockingTrialFactory factory, Pulse& pulse, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory))
{
    connect(&pulse, &Pulse::chartsTicked, this, &BlockingWatch::look);
}

BlockingWatch::~BlockingWatch() = default;

Result<void> BlockingWatch::begin(const BlockingWish& wish)
{
    auto trial = m_factory(wish);
    if (!trial)
        return trial.error();
    m_trial = std::move(*trial);
    m_told = 0;
    return {};
}

void BlockingWatch::cancel()
{
    if (m_trial)
        m_trial->stop();
}

bench::RunGroup BlockingWatch::group() const
{
    return bench::groupOf(m_trial->results(), m_trial->subject().toStdString());
}

void BlockingWatch::look()
{
    if (!m_trial)
        return;
    if (!m_trial->finished()) {
        const BlockingProgress progress = m_trial->progress();
        Q_EMIT progressed(progress.share, textOf(progress));
        if (const bench::RunGroup soFar = group(); soFar.runs.size() != std::exchange(m_told, soFar.runs.size()))
            Q_EMIT measured(soFar);
        return;
    }
    const bench::RunGroup measured = group();
    const QString error = m_trial->error() ? m_trial->error()->sentence : QString();
    m_trial.reset();
    Q_EMIT finished(measured, error);
}

} // namespace windsock::ui
