// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/runner.h"

#include <QThread>

#include <algorithm>

namespace windsock::matrix {

Runner::Runner(std::vector<EnvironmentSpec> specs, RunOptions options, SiteFactory makeSite, int jobs,
               SearchPlaces places)
    : m_specs(std::move(specs))
    , m_options(std::move(options))
    , m_makeSite(std::move(makeSite))
    , m_jobs(std::clamp(jobs, 1, 16))
    , m_places(std::move(places))
    , m_states(m_specs.size())
{
    for (std::size_t i = 0; i < m_specs.size(); ++i)
        m_states[i].result = beforehand(m_specs[i]);
}

Runner::~Runner()
{
    cancel();
    for (const auto& thread : m_threads)
        thread->wait();
}

void Runner::start()
{
    const auto count =
        std::min<std::size_t>(static_cast<std::size_t>(m_jobs), std::max<std::size_t>(1, m_specs.size()));
    m_working = static_cast<int>(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_threads.emplace_back(QThread::create([this] { work(); }));
        m_threads.back()->setObjectName(QStringLiteral("matrix"));
        m_threads.back()->start();
    }
}

void Runner::work()
{
    std::call_once(m_found, [this] { m_interpreters.emplace(Interpreters::find(m_places)); });
    for (std::size_t index = m_next++; index < m_specs.size() && !m_cancelled; index = m_next++)
        runOne(index);
    --m_working;
    ++m_version;
}

void Runner::runOne(std::size_t index)
{
    const Wait wait([this] { return m_cancelled.load(); });
    const auto tell = [this, index](Phase phase, const EnvironmentResult& result) { set(index, phase, result); };
    EnvironmentRun run({m_specs[index], *m_interpreters, m_options, m_makeSite, tell, wait});
    set(index, Phase::Done, run.run());
}

void Runner::set(std::size_t index, Phase phase, const EnvironmentResult& result)
{
    {
        const std::lock_guard lock(m_mutex);
        m_states[index] = {phase, result};
    }
    ++m_version;
}

bool Runner::finished() const
{
    return !m_threads.empty() && m_working == 0;
}

std::vector<EnvironmentState> Runner::states() const
{
    const std::lock_guard lock(m_mutex);
    return m_states;
}

} // namespace windsock::matrix
