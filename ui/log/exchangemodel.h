// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeModel: the request log's table over journal::ExchangeStore: filtered, sorted, fed in batches. Rows are told
// to the view in ranges; a sorted table takes its new rows in twice a second. GUI thread; owned by the pane.
#pragma once

#include "core/journal/exchangestore.h"
#include "ui/log/rowfilter.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace windsock::ui {

class ExchangeModel : public QAbstractTableModel, private journal::ExchangeStore::Watcher
{
    Q_OBJECT
public:
    explicit ExchangeModel(std::size_t capacity = 100'000, QObject* parent = nullptr);

    /// Takes a batch of the journal in; its size bounds the work.
    void fold(const journal::Batch& batch);
    /// Tells the running durations of pending and open rows; ten times a second is enough.
    void refreshRunning();
    /// Puts rows that wait for a sorted table in their places, at most twice a second unless `now`.
    void flush(bool now = false);

    void setFilter(RowFilter filter);
    /// Hides what is there until undoClear().
    void clear();
    void undoClear();
    bool canUndoClear() const { return m_clearedBefore > m_first; }

    const ExchangeRow& row(int row) const;
    int rowOf(ExchangeId id) const; ///< -1 when it is not shown
    /// Rows there are, shown or filtered out, without the cleared ones.
    std::size_t total() const;
    const journal::ExchangeStore& store() const { return m_store; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// By arrival for a column of -1.
    void sort(int column, Qt::SortOrder order) override;

private:
    using Number = std::uint64_t; ///< of a row since the store began: it never changes

    void aboutToRemove(std::size_t count) override;
    void removed() override;
    void changed(const journal::ExchangeStore::Changes& changes) override;
    void aboutToAdd(std::size_t count) override;
    void added() override;

    const ExchangeRow& at(Number number) const { return m_store.at(number - m_first); }
    bool accepts(Number number) const;
    bool isSorted() const { return m_sortColumn != ExchangeColumn::Count; }
    bool precedes(Number a, Number b, Monotonic now) const;
    int positionOf(Number number) const;
    void rebuild();
    void append(const std::vector<Number>& numbers);
    void sortRows();
    template <class Rearrange>
    void rearrange(Rearrange change);
    void removeUnless(const std::set<Number>& gone);
    void announce(std::vector<int> positions, ExchangeColumn from, ExchangeColumn to);
    void noteRunning(Number number);
    QVariant raw(const ExchangeRow& row, int role) const;

    journal::ExchangeStore m_store;
    Number m_first = 0; ///< that of m_store.at(0)
    Number m_clearedBefore = 0;
    std::vector<Number> m_order;   ///< what is shown, in the order shown
    std::vector<Number> m_waiting; ///< accepted rows that a sorted table has not taken in yet
    std::set<Number> m_running;    ///< pending and open ones
    RowFilter m_filter;
    ExchangeColumn m_sortColumn = ExchangeColumn::Count;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::size_t m_leaving = 0; ///< of m_order, while the store removes
    std::size_t m_storeLeaving = 0;
    std::size_t m_sizeBeforeAdd = 0;
    Monotonic m_flushed;
};

} // namespace windsock::ui
