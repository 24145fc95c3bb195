// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentTable: the matrix as a table whose columns have their widths from the start, so that nothing jumps while
// it is tried. GUI thread; owned by its card.
#pragma once

#include "ui/theme.h"

#include <QTableView>

#include <vector>

class QSettings;

namespace windsock::ui {

class EnvironmentModel;

class EnvironmentTable : public QTableView
{
    Q_OBJECT
public:
    EnvironmentTable(EnvironmentModel& model, const Theme& theme, QWidget* parent);

    /// In the matrix' order.
    std::vector<int> selectedRows() const;
    /// Widths, and which columns are shown.
    void save(QSettings& settings);
    void restore(const QSettings& settings);

Q_SIGNALS:
    void rowsSelected();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void setUpHeader();
    void fitColumns();
    int leastWidth(int column) const;
    void makeRoom();
    void chooseColumns(const QPoint& at);
    void copySelected() const;

    EnvironmentModel& m_model;
    const Theme& m_theme;
    bool m_restored = false;    ///< widths are the user's
    bool m_steppedBack = false; ///< the last column, for want of room
};

} // namespace windsock::ui
