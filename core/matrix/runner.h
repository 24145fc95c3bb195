// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runner: tries the environments of a matrix, one after the other or some side by side, each on a thread of its own.
// Made, asked and destroyed on any one thread; readers poll, nobody is signalled.
#pragma once

#include "core/matrix/environmentrun.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

class QThread;

namespace windsock::matrix {

/// One environment as a reader sees it.
struct EnvironmentState
{
    Phase phase = Phase::Waiting;
    EnvironmentResult result; ///< as far as it is known
};

class Runner
{
public:
    /// `jobs` of them at once. A benchmark wants 1: side by side they would measure each other.
    Runner(std::vector<EnvironmentSpec> specs, RunOptions options, SiteFactory makeSite, int jobs,
           SearchPlaces places = SearchPlaces::here());
    /// Cancels and waits for what is under way: a few seconds at most.
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void start();
    /// What is under way ends soon; what waits stays Waiting.
    void cancel() { m_cancelled = true; }
    bool finished() const;
    std::vector<EnvironmentState> states() const;
    /// Counts up with every change of a state: a reader that saw this number has seen all.
    std::uint64_t version() const { return m_version; }

private:
    void work();
    void runOne(std::size_t index);
    void set(std::size_t index, Phase phase, const EnvironmentResult& result);

    const std::vector<EnvironmentSpec> m_specs;
    const RunOptions m_options;
    const SiteFactory m_makeSite;
    const int m_jobs;
    const SearchPlaces m_places;
    std::optional<Interpreters> m_interpreters; // found once, before the first environment
    std::once_flag m_found;
    std::atomic<bool> m_cancelled = false;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<int> m_working = 0;
    std::atomic<std::uint64_t> m_version = 0;
    mutable std::mutex m_mutex;
    std::vector<EnvironmentState> m_states; // guarded by m_mutex
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace windsock::matrix
