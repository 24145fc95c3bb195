// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LoadGenerator: runs plans one after the other on a thread of its own. Made, asked and destroyed on any one thread;
// readers poll, nobody is signalled.
#pragma once

#include "core/bench/run.h"
#include "core/net/iothread.h"

#include <memory>
#include <mutex>
#include <vector>

namespace windsock::bench {

class Loader;

class LoadGenerator
{
public:
    explicit LoadGenerator(std::vector<Plan> plans);
    /// Drops what is under way.
    ~LoadGenerator();
    LoadGenerator(const LoadGenerator&) = delete;
    LoadGenerator& operator=(const LoadGenerator&) = delete;

    void start();
    /// Ends the run that is under way with what it has, and does not begin the others. finished() follows soon.
    void stop();

    const std::vector<Plan>& plans() const { return m_plans; }
    Progress progress() const;
    bool finished() const;
    /// Those that have ended, in order; one that could not be run has an error.
    std::vector<std::shared_ptr<const Run>> runs() const;

private:
    void beginNext();
    void ended(Run run);

    const std::vector<Plan> m_plans;
    mutable std::mutex m_mutex;
    Progress m_progress;                            // guarded by m_mutex
    std::vector<std::shared_ptr<const Run>> m_runs; // guarded by m_mutex
    bool m_finished = false;                        // guarded by m_mutex
    bool m_stopping = false;                        // the thread's
    std::unique_ptr<Loader> m_loader;               // the thread's
    net::IoThread m_thread;
};

} // namespace windsock::bench
