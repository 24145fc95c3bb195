// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentsCard: the live table of the matrix, what its verdicts come to, and what is said where there is none. GUI
// thread; owned by the page.
#pragma once

#include "ui/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace windsock::ui {

class EmptyState;
class EnvironmentModel;
class EnvironmentTable;

class EnvironmentsCard : public Card
{
    Q_OBJECT
public:
    EnvironmentsCard(EnvironmentModel& model, const Theme& theme, QWidget* parent);

    EnvironmentTable& table() { return *m_table; }
    /// Stands where rows would be, while there are none.
    void explain(const QString& title, const QString& hint);
    /// What is going on, beside what the verdicts come to.
    void note(const QString& text);

private:
    void refresh();
    QString summary() const;

    EnvironmentModel& m_model;
    const Theme& m_theme;
    EnvironmentTable* m_table;
    EmptyState* m_empty;
    QString m_note;
    QLabel* m_summary;
};

} // namespace windsock::ui
