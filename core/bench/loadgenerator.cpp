// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/loadgenerator.h"

#include "core/bench/loader.h"

namespace windsock::bench {

LoadGenerator::LoadGenerator(std::vector<Plan> plans)
    : m_plans(std::move(plans))
    , m_thread(QStringLiteral("load"))
{
}

LoadGenerator::~LoadGenerator()
{
    m_thread.call([this] { m_loader.reset(); });
}

void LoadGenerator::start()
{
    m_thread.loop().addCallback([this] { beginNext(); });
}

void LoadGenerator::stop()
{
    m_thread.loop().addCallback([this] {
        m_stopping = true;
        if (m_loader)
            m_loader->stop();
    });
}

void LoadGenerator::beginNext()
{
    std::size_t index = 0;
    {
        const std::lock_guard lock(m_mutex);
        index = m_runs.size();
        m_finished = m_stopping || index == m_plans.size();
        if (m_finished)
            return;
        m_progress = {};
        m_progress.index = index;
    }
    Loader::Events events;
    events.ticked = [this, index](const Progress& progress) {
        const std::lock_guard lock(m_mutex);
        m_progress = progress;
        m_progress.index = index;
    };
    events.ended = [this](Run run) { ended(std::move(run)); };
    m_loader = std::make_unique<Loader>(m_thread.loop(), m_plans[index], std::move(events));
    m_loader->start();
}

void LoadGenerator::ended(Run run)
{
    m_thread.loop().retire(std::move(m_loader));
    {
        const std::lock_guard lock(m_mutex);
        m_runs.push_back(std::make_shared<const Run>(std::move(run)));
    }
    beginNext();
}

Progress LoadGenerator::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

bool LoadGenerator::finished() const
{
    const std::lock_guard lock(m_mutex);
    return m_finished;
}

std::vector<std::shared_ptr<const Run>> LoadGenerator::runs() const
{
    const std::lock_guard lock(m_mutex);
    return m_runs;
}

} // namespace windsock::bench
