// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WindowTrial: a BlockingRun for the window, on a thread of its own: to look for a Python, to start an application and
// to end it takes seconds. Made, asked and destroyed by the GUI thread.
#pragma once

#include "app/blockingrun.h"
#include "ui/bench/blockingtrial.h"

#include <QThread>

#include <mutex>
#include <stop_token>

namespace windsock::app {

class WindowTrial final : public ui::BlockingTrial
{
public:
    /// `twin`: the plan's backend is the polls pages, still to be found a Python for. The plan has been checked.
    WindowTrial(BlockingPlan plan, bool twin);
    ~WindowTrial() override;

    void stop() override;
    bool finished() const override;
    ui::BlockingProgress progress() const override;
    bench::BlockingResults results() const override;
    std::optional<Error> error() const override;
    QString subject() const override;

private:
    struct State
    {
        ui::BlockingProgress progress;
        bench::BlockingResults results;
        std::optional<Error> error;
        std::string label;
        bool finished = false;
    };

    void run();
    Result<void> measure();
    void tell(const BlockingRun& run);
    ui::BlockingProgress progressOf(const BlockingRun& run) const;
    State state() const;

    BlockingPlan m_plan; // the thread's
    const bool m_twin;
    std::stop_source m_stop;
    mutable std::mutex m_mutex;
    State m_state; // under m_mutex
    std::unique_ptr<QThread> m_thread;
};

/// Measures what is routed, when that is a WSGI application, and the polls pages otherwise. Error: Invalid, what is
/// wrong with the wish.
Result<std::unique_ptr<ui::BlockingTrial>> startTrial(const BackendOptions& routed, const ui::BlockingWish& wish);

} // namespace windsock::app
