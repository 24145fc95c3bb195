// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixRun: drives a Runner for `windsock matrix`: a line for each environment as soon as its verdict is there. Main
// thread; owned by the command.
#pragma once

#include "core/matrix/runner.h"

#include <QObject>
#include <QTimer>

namespace windsock::app {

class MatrixRun : public QObject
{
    Q_OBJECT
public:
    MatrixRun(std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& options, int jobs, bool quiet);

    void start();
    /// A signal to stop: what is under way ends soon.
    void interrupt();
    bool interrupted() const { return m_interrupted; }
    /// Those that have come to an end, in the matrix' order.
    std::vector<matrix::EnvironmentResult> results() const;

Q_SIGNALS:
    void finished();

private:
    void look();
    void tell(const matrix::EnvironmentResult& result);
    void tellProgress(const std::vector<matrix::EnvironmentState>& states);

    matrix::Runner m_runner;
    QTimer m_timer;
    std::vector<bool> m_told;
    std::uint64_t m_seen = 0;
    const bool m_quiet; // the results are told as JSON
    const bool m_terminal;
    bool m_progressShown = false;
    bool m_interrupted = false;
};

} // namespace windsock::app
