// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchPage: the benchmark mode: a load in one click, the runs that are kept, what they come to. GUI thread; owned by
// the window.
#pragma once

#include "ui/bench/blockingtrial.h"
#include "ui/bench/load.h"
#include "ui/theme.h"

#include <QWidget>

namespace windsock::ui {

class BenchBar;
class LoadWatch;
class Pulse;
class ResultCard;
class RunsCard;
class ServerControl;
class BlockingWatch;

class BenchPage : public QWidget
{
    Q_OBJECT
public:
    /// `folder` is where runs are kept; empty: they are not. Without a factory of trials there are none.
    BenchPage(ServerControl& server, const Theme& theme, Pulse& pulse, LoadFactory factory, const QString& folder,
              BlockingTrialFactory trials = {});

    BenchBar& bar() { return *m_bar; }
    RunsCard& runs() { return *m_runs; }
    ResultCard& result() { return *m_result; }

private:
    void begin(const std::vector<bench::Plan>& plans);
    void end(const bench::RunGroup& group);
    void beginTrial(const BlockingWish& wish);
    void endTrial(const bench::RunGroup& group, const QString& error);
    bool isRunning() const;

    BenchBar* m_bar;
    RunsCard* m_runs;
    ResultCard* m_result;
    LoadWatch* m_load;
    Monotonic m_due; // when a load under way is drawn next
    BlockingWatch* m_trial;
};

} // namespace windsock::ui
