// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DetailsCard: what is known of the selected environment, in tabs: why, the conversation, the log, the benchmark. GUI
// thread; owned by the page.
#pragma once

#include "ui/matrix/environmentrow.h"
#include "ui/theme.h"
#include "ui/widgets/card.h"

class QLabel;
class QTabWidget;

namespace windsock::ui {

class BenchmarkTab;
class EmptyState;
class TranscriptView;
class WhyTab;

class DetailsCard : public Card
{
    Q_OBJECT
public:
    DetailsCard(const Theme& theme, QWidget* parent);

    void show(const EnvironmentRow& row);
    void showNothing();
    /// Takes the keyboard into its tabs.
    void enter();

private:
    void buildTabs();
    void showVerdict(const EnvironmentRow& row);

    const Theme& m_theme;
    QLabel* m_verdict;
    QTabWidget* m_tabs;
    WhyTab* m_why;
    TranscriptView* m_conversation;
    TranscriptView* m_log;
    BenchmarkTab* m_benchmark;
    EmptyState* m_empty;
};

} // namespace windsock::ui
