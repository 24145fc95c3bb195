// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingRun: "Would Tornado have blocked?": measures one application in the three arrangements, one after the other.
// One thread with an event loop, which stands still for up to two seconds while an application ends; owned by a command
// or a WindowTrial, which poll it.
#pragma once

#include "app/arrangementrun.h"
#include "core/bench/blockingreport.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace windsock::app {

/// Whether a backend's SPEC is of an application that runs in each arrangement.
bool isWsgi(const std::string& spec);

class BlockingRun : public QObject
{
    Q_OBJECT
public:
    struct Progress
    {
        bench::Arrangement arrangement = bench::Arrangement::Loop;
        ArrangementRun::Phase phase = ArrangementRun::Phase::Starting;
        std::chrono::milliseconds left{0}; ///< of the phase; 0 when unknown
        std::size_t done = 0;              ///< arrangements
    };

    /// Error: Invalid, when it is no WSGI application, or no page or load that can be asked for.
    static Result<void> check(const BlockingPlan& plan);

    /// `plan` has been checked.
    explicit BlockingRun(BlockingPlan plan);
    ~BlockingRun() override;

    void start();
    /// Ends at once with the arrangements that were measured; may take the two seconds a worker has.
    void stop();

    bool finished() const { return m_finished; }
    Progress progress() const;
    /// Those that were measured to their end, in order.
    const bench::BlockingResults& results() const { return m_results; }
    /// Of the application, once it was up: "mysite · Python 3.11.2 · Django 3.2.19".
    const std::string& label() const { return m_label; }
    /// Why it could not be measured to the end: one sentence, and what Python said.
    const std::optional<Error>& error() const { return m_error; }

Q_SIGNALS:
    void ended();

private:
    void look();
    void beginNext();
    void finish();

    const BlockingPlan m_plan;
    QTimer m_timer;
    std::unique_ptr<ArrangementRun> m_current;
    bench::BlockingResults m_results;
    std::string m_label;
    std::optional<Error> m_error;
    bool m_finished = false;
};

} // namespace windsock::app
