// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentModel: the environments of a matrix, a row each, with what is seen of them so far. Raw values by role;
// colours are the delegate's. GUI thread; owned by the page.
#pragma once

#include "ui/matrix/environmentrow.h"

#include <QAbstractTableModel>

#include <vector>

namespace windsock::ui {

enum class EnvironmentColumn { Python, Framework, Name, WebSocket, Django, Overall, PerSecond, Count };

enum EnvironmentRole {
    VerdictRole = Qt::UserRole, ///< int of a matrix::Verdict; invalid: none yet, or no verdict's column
    PerSecondRole,              ///< double; invalid: not measured
};

class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Nothing of them is tried yet.
    void setEnvironments(const std::vector<matrix::EnvironmentSpec>& environments);
    /// These wait now. What was seen of them before is kept until they begin.
    void begin(const std::vector<int>& rows);
    /// Of begin()'s rows, in their order. Rows whose phase is the same are left alone: nothing in them is new.
    void update(const std::vector<matrix::EnvironmentState>& states);
    /// Who still waits was not tried.
    void end();

    const EnvironmentRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int count() const { return static_cast<int>(m_rows.size()); }
    /// Of those that are done, in the matrix' order.
    std::vector<matrix::EnvironmentResult> results() const;
    /// Cells of `rows` under their titles, tabs between columns.
    QString asText(const std::vector<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString text(const EnvironmentRow& row, EnvironmentColumn column);
    static QString toolTip(const EnvironmentRow& row, EnvironmentColumn column);
    void tell(int row);

    std::vector<EnvironmentRow> m_rows;
    std::vector<int> m_running; ///< rows of the trial
};

} // namespace windsock::ui
