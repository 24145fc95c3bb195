// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/trialwatch.h"

#include "ui/pulse.h"

namespace windsock::ui {

TrialWatch::TrialWatch(TrialFactory factory, Pulse& pulse, QObject* parent)
    : QObject(parent)
    , m_factory(std::move(factory))
{
    connect(&pulse, &Pulse::chartsTicked, this, &TrialWatch::look);
}

TrialWatch::~TrialWatch() = default;

void TrialWatch::begin(std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& options)
{
    m_seen.reset();
    m_cancelled = false;
    m_trial = m_factory(std::move(specs), options);
}

void TrialWatch::cancel()
{
    if (!m_trial)
        return;
    m_cancelled = true;
    m_trial->cancel();
}

void TrialWatch::look()
{
    if (!m_trial)
        return;
    const bool over = m_trial->finished(); // asked first: all states are there then
    const std::uint64_t version = m_trial->version();
    if (version == m_seen && !over)
        return;
    m_seen = version;
    Q_EMIT progressed(m_trial->states());
    if (!over)
        return;
    m_trial.reset();
    Q_EMIT finished(m_cancelled);
}

} // namespace windsock::ui
