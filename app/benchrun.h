// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchRun: drives a LoadGenerator for `windsock bench`: tells progress, prints each report as soon as it is there.
// Main thread; owned by the command.
#pragma once

#include "core/bench/loadgenerator.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace windsock::app {

class BenchRun : public QObject
{
    Q_OBJECT
public:
    using Report = std::function<void(const bench::Run&)>;

    /// `report` is called for each run that has ended, in order.
    BenchRun(std::vector<bench::Plan> plans, Report report);

    void start();
    /// A signal to stop: ends with what there is; a second one at once.
    void interrupt();
    const std::vector<std::shared_ptr<const bench::Run>>& runs() const { return m_runs; }
    bool interrupted() const { return m_interrupted; }

Q_SIGNALS:
    void finished();

private:
    void look();
    void tellProgress();

    bench::LoadGenerator m_generator;
    const Report m_report;
    std::vector<std::shared_ptr<const bench::Run>> m_runs; // reported
    QTimer m_timer;
    const bool m_terminal; // standard error is one: progress is told
    bool m_progressShown = false;
    bool m_interrupted = false;
};

} // namespace windsock::app
