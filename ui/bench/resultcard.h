// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResultCard: what runs come to: the picture, its figures, a histogram, and what the figures do not say by themselves.
// GUI thread; owned by the page.
#pragma once

#include "core/bench/honesty.h"
#include "core/bench/rungroup.h"
#include "ui/bench/picture.h"
#include "ui/theme.h"
#include "ui/widgets/card.h"

class QAbstractItemModel;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace windsock::ui {

class BlockingTableModel;
class CurveTableModel;
class HistogramView;

class ResultCard : public Card
{
    Q_OBJECT
public:
    ResultCard(const Theme& theme, QWidget* parent);

    /// The first is what the others are held against. Empty: says how to make one.
    void show(std::vector<bench::RunGroup> groups);
    /// A measurement of blocking that is under way: what there is of it.
    void showTrial(const bench::RunGroup& soFar);
    const CurveTableModel& table() const { return *m_model; }
    const BlockingTableModel& blockingTable() const { return *m_blockingModel; }
    CurveChart& chart() { return *m_chart; }
    QString remarks() const;

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void buildHead();
    void buildBody();
    void buildTable();
    /// As a measurement of blocking is looked at, or any other; each has its chips.
    void lookAt(bool blocking);
    void refresh();
    void showTable();
    void showCurveTable();
    void showBlockingTable();
    void useTable(QAbstractItemModel* model, const QList<int>& onlyOfSeveral);
    void showRemarks();
    QStringList curveRemarks() const;
    QStringList blockingRemarks() const;
    QString lineOf(const bench::Remark& remark, const QString& name) const;
    void savePicture();
    Result<void> writeRuns(const PictureOptions& options, const QString& file) const;
    Result<void> writeBlocking(PictureOptions options, const QString& file) const;
    void copyTable();
    bench::CurveForm form() const;
    void check(bench::CurveForm form, bool logarithmic);
    QString title() const;

    const Theme& m_theme;
    struct View
    {
        bench::CurveForm form = bench::CurveForm::Sorted;
        bool logarithmic = false;
    };

    std::vector<bench::RunGroup> m_groups;
    bool m_blocking = false;                               // all of them are, or the one that is under way
    bool m_measuring = false;                              // that
    View m_otherView{bench::CurveForm::Percentiles, true}; // of what is not looked at
    CurveTableModel* m_model;
    BlockingTableModel* m_blockingModel;
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
