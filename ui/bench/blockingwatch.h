// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingWatch: one BlockingTrial at a time, followed at the window's pace. GUI thread; owned by the page.
#pragma once

#include "core/bench/rungroup.h"
#include "ui/bench/blockingtrial.h"

#include <QObject>

#include <memory>

namespace windsock::ui {

class Pulse;

class BlockingWatch : public QObject
{
    Q_OBJECT
public:
    BlockingWatch(BlockingTrialFactory factory, Pulse& pulse, QObject* parent);
    ~BlockingWatch() override;

    /// Whether trials can be begun at all.
    bool isPossible() const { return bool(m_factory); }
    /// Not while one is running. Error: why it was not begun.
    Result<void> begin(const BlockingWish& wish);
    void cancel();
    bool isRunning() const { return bool(m_trial); }

Q_SIGNALS:
    /// `share` of the whole, 0 to 1.
    void progressed(double share, const QString& text);
    /// One more arrangement than before.
    void measured(const windsock::bench::RunGroup& soFar);
    /// `group` has no run when nothing was measured; `error` is empty when nothing went wrong.
    void finished(const windsock::bench::RunGroup& group, const QString& error);

private:
    void look();
    bench::RunGroup group() const;

    const BlockingTrialFactory m_factory;
    std::unique_ptr<BlockingTrial> m_trial;
    std::size_t m_told = 0; // arrangements
};

} // namespace windsock::ui
