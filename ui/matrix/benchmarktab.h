// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchmarkTab: the three curves of an environment and their figures, or how to get them. GUI thread; owned by the
// details.
#pragma once

#include "ui/matrix/environmentrow.h"
#include "ui/theme.h"

#include <QWidget>

class QTableView;

namespace windsock::ui {

class CurveChart;
class CurveTableModel;
class EmptyState;

class BenchmarkTab : public QWidget
{
    Q_OBJECT
public:
    BenchmarkTab(const Theme& theme, QWidget* parent);

    void show(const EnvironmentRow& row);
    const CurveTableModel& table() const { return *m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildTable();
    void chooseColumns();
    void showCurves(const bench::RunGroup& group);
    static QString whyNone(const EnvironmentRow& row);

    const Theme& m_theme;
    CurveChart* m_chart;
    CurveTableModel* m_model;
    QTableView* m_table;
    EmptyState* m_empty;
};

} // namespace windsock::ui
