// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingTableModel: what "Would Tornado have blocked?" comes to in figures, a row an arrangement. GUI thread; owned
// by the page.
#pragma once

#include "core/bench/blocking.h"

#include <QAbstractTableModel>
#include <QColor>

#include <vector>

namespace windsock::ui {

enum class BlockingColumn { Arrangement, Run, IdleP50, IdleP99, P50, P90, P99, Max, PagesPerSecond, Failed, Count };

struct BlockingRow
{
    bench::BlockingResult result;
    QString group; ///< whose it is, when several are shown
    QColor color;
};

class BlockingTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<BlockingRow> rows);
    /// All as text, tabs between columns.
    QString asText() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<BlockingRow> m_rows;
};

} // namespace windsock::ui
