// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchPage: the benchmark mode: a load in one click, the runs that are kept, what they come to. GUI thread; owned by
// the window.
#pragma once

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

class BenchPage : public QWidget
{
    Q_OBJECT
public:
    /// `folder` is where runs are kept; empty: they are not.
    BenchPage(ServerControl& server, const Theme& theme, Pulse& pulse, LoadFactory factory, const QString& folder);

    BenchBar& bar() { return *m_bar; }
    RunsCard& runs() { return *m_runs; }
    ResultCard& result() { return *m_result; }

private:
    void begin(const std::vector<bench::Plan>& plans);
    void end(const bench::RunGroup& group);

    BenchBar* m_bar;
    RunsCard* m_runs;
    ResultCard* m_result;
    LoadWatch* m_load;
};

} // namespace windsock::ui
