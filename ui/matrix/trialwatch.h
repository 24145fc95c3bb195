// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TrialWatch: one trial at a time, followed at the window's pace. GUI thread; owned by the page.
#pragma once

#include "ui/matrix/trial.h"

#include <QObject>

namespace windsock::ui {

class Pulse;

class TrialWatch : public QObject
{
    Q_OBJECT
public:
    TrialWatch(TrialFactory factory, Pulse& pulse, QObject* parent);
    ~TrialWatch() override;

    /// False: nothing can be tried in this window.
    bool isAvailable() const { return bool(m_factory); }
    /// Not while one is running.
    void begin(std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& options);
    void cancel();
    bool isRunning() const { return bool(m_trial); }

Q_SIGNALS:
    /// Only when something is new.
    void progressed(const std::vector<windsock::matrix::EnvironmentState>& states);
    /// After the last progressed().
    void finished(bool cancelled);

private:
    void look();

    const TrialFactory m_factory;
    std::unique_ptr<MatrixTrial> m_trial;
    std::optional<std::uint64_t> m_seen; ///< version
    bool m_cancelled = false;
};

} // namespace windsock::ui
