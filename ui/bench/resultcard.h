// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResultCard: what runs come to: the picture, its figures, a histogram, and what the figures do not say by themselves.
// GUI thread; owned by the page.
#pragma once

#include "core/bench/honesty.h"
#include "core/bench/rungroup.h"
#include "ui/bench/curvechart.h"
#include "ui/theme.h"
#include "ui/widgets/card.h"

class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace windsock::ui {

class CurveTableModel;
class HistogramView;

class ResultCard : public Card
{
    Q_OBJECT
public:
    ResultCard(const Theme& theme, QWidget* parent);

    /// The first is what the others are held against. Empty: says how to make one.
    void show(std::vector<bench::RunGroup> groups);
    const CurveTableModel& table() const { return *m_model; }
    CurveChart& chart() { return *m_chart; }
    QString remarks() const;

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void buildHead();
    void buildBody();
    void buildTable();
    void refresh();
    void showTable();
    void showRemarks();
    QString lineOf(const bench::Remark& remark, const QString& name) const;
    void savePicture();
    void copyTable();
    bench::CurveForm form() const;
    QString title() const;

    const Theme& m_theme;
    std::vector<bench::RunGroup> m_groups;
    CurveTableModel* m_model;
    CurveChart* m_chart;
    HistogramView* m_histogram;
    QTableView* m_table;
    QLabel* m_remarks;
    QToolButton* m_sorted;
    QToolButton* m_arrival;
    QToolButton* m_percentiles;
    QToolButton* m_log;
    QPushButton* m_save;
};

} // namespace windsock::ui
