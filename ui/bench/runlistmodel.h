// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunListModel: the runs that are kept, the newest first; a check mark lays one over the others in the picture. GUI
// thread; owned by the page.
#pragma once

#include "core/bench/rungroup.h"

#include <QAbstractListModel>

#include <vector>

namespace windsock::ui {

enum RunListRole {
    RunDetailRole = Qt::UserRole, ///< QString: when, how many, how fast
};

class RunListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Puts it at the top; its row is 0.
    void add(bench::RunGroup group);
    void remove(int row);
    void rename(int row, const QString& title);
    const bench::RunGroup& at(int row) const { return m_entries[static_cast<std::size_t>(row)].group; }
    /// The rows with a check mark.
    std::vector<int> checked() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// A title was edited: it is to be kept.
    void renamed(int row);
    void checkedChanged();

private:
    struct Entry
    {
        bench::RunGroup group;
        bool checked = false;
    };

    static QString detailOf(const bench::RunGroup& group);

    std::vector<Entry> m_entries;
};

} // namespace windsock::ui
