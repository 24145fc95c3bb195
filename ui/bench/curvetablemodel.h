// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CurveTableModel: what the curves of a picture come to in figures, a row each. GUI thread; owned by the page.
#pragma once

#include "core/bench/rungroup.h"

#include <QAbstractTableModel>
#include <QColor>

#include <vector>

namespace windsock::ui {

enum class CurveColumn { Curve, Run, PerSecond, P50, P90, P99, Max, Failed, Change, Count };

struct CurveRow
{
    bench::RepeatedRun runs;
    QString group; ///< whose it is, when several are shown
    QColor color;
    QString change; ///< against the first group's: "+38 % ± 3 %: better"; empty where there is nothing to compare
};

class CurveTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<CurveRow> rows);
    const std::vector<CurveRow>& rows() const { return m_rows; }
    /// All as text, tabs between columns.
    QString asText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// µs of the typical run; sorting a million requests for them takes a tenth of a second, once.
    struct Percentiles
    {
        std::int64_t p50 = 0;
        std::int64_t p90 = 0;
        std::int64_t p99 = 0;
        std::int64_t max = 0;
    };

    static Percentiles percentilesOf(const bench::Run& run);
    QString text(std::size_t row, CurveColumn column) const;

    std::vector<CurveRow> m_rows;
    std::vector<Percentiles> m_percentiles; // one a row
};

} // namespace windsock::ui
