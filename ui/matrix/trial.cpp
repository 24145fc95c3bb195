// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/trial.h"

#include <QThread>

#include <algorithm>

namespace windsock::ui {

namespace {

/// Each is a server, a Python and a client; a benchmark measures nobody else's.
int jobsFor(const matrix::RunOptions& options)
{
    return options.benchmark ? 1 : std::clamp(QThread::idealThreadCount() / 2, 1, 4);
}

class RunnerTrial final : public MatrixTrial
{
public:
    RunnerTrial(std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& options,
                matrix::SiteFactory makeSite)
        : m_runner(std::move(specs), options, std::move(makeSite), jobsFor(options))
    {
        m_runner.start();
    }

    void cancel() override { m_runner.cancel(); }
    bool finished() const override { return m_runner.finished(); }
    std::vector<matrix::EnvironmentState> states() const override { return m_runner.states(); }
    std::uint64_t version() const override { return m_runner.version(); }

private:
    matrix::Runner m_runner;
};

} // namespace

TrialFactory trialsWith(matrix::SiteFactory makeSite)
{
    return [makeSite = std::move(makeSite)](std::vector<matrix::EnvironmentSpec> specs,
                                            const matrix::RunOptions& options) {
        return std::make_unique<RunnerTrial>(std::move(specs), options, makeSite);
    };
}

} // namespace windsock::ui
