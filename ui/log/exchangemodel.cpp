// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exchangemodel.h"

#include "ui/log/exchangesort.h"

#include <algorithm>

namespace windsock::ui {

namespace {

constexpr std::chrono::milliseconds flushInterval{500};

bool isRightAligned(ExchangeColumn column)
{
    return column == ExchangeColumn::Size || column == ExchangeColumn::Duration || column == ExchangeColumn::Since;
}

} // namespace

ExchangeModel::ExchangeModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(capacity)
{
}

const ExchangeRow& ExchangeModel::row(int row) const
{
    return at(m_order[static_cast<std::size_t>(row)]);
}

int ExchangeModel::rowOf(ExchangeId id) const
{
    const auto index = m_store.indexOf(id);
    return index ? positionOf(m_first + *index) : -1;
}

std::size_t ExchangeModel::total() const
{
    return m_store.size() -
           static_cast<std::size_t>(std::clamp(m_clearedBefore, m_first, m_first + m_store.size()) - m_first);
}

int ExchangeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ExchangeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : exchangeColumnCount;
}

QVariant ExchangeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Number number = m_order[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<ExchangeColumn>(index.column());
    const ExchangeRow& row = at(number);
    if (role == Qt::DisplayRole)
        return cellText(row, number > m_first ? &at(number - 1) : nullptr, column, MonotonicClock::now());
    if (role == Qt::ToolTipRole)
        return cellToolTip(row, column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::AccessibleTextRole && column == ExchangeColumn::Level)
        return levelWord(levelOf(row));
    return raw(row, role);
}

QVariant ExchangeModel::raw(const ExchangeRow& row, int role) const
{
    switch (role) {
    case StatusRole:
        return row.outcome ? row.outcome->status : 0;
    case PendingRole:
        return isPending(row);
    case OpenRole:
        return isOpen(row);
    case DurationRole:
        return static_cast<qlonglong>(durationOf(row, MonotonicClock::now()).count());
    case LevelRole:
        return static_cast<int>(levelOf(row));
    case ExchangeIdRole:
        return static_cast<qulonglong>(row.begun->id.value);
    default:
        return {};
    }
}

QVariant ExchangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= exchangeColumnCount)
        return {};
    const auto column = static_cast<ExchangeColumn>(section);
    if (role == Qt::DisplayRole)
        return columnTitle(column);
    if (role == Qt::ToolTipRole)
        return columnToolTip(column);
    if (role == Qt::AccessibleTextRole && column == ExchangeColumn::Level)
        return tr("Level");
    if (role == Qt::TextAlignmentRole) // over the figures, not over the bars
        return QVariant::fromValue(
            Qt::AlignVCenter |
            (isRightAligned(column) && column != ExchangeColumn::Duration ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

void ExchangeModel::fold(const journal::Batch& batch)
{
    m_store.fold(batch, this);
}

bool ExchangeModel::accepts(Number number) const
{
    return number >= m_clearedBefore && (!m_filter || m_filter(at(number)));
}

bool ExchangeModel::precedes(Number a, Number b, Monotonic now) const
{
    if (!isSorted())
        return a < b;
    const bool down = m_sortOrder == Qt::DescendingOrder;
    const ExchangeRow& first = at(down ? b : a);
    const ExchangeRow& second = at(down ? a : b);
    if (comesBefore(first, second, m_sortColumn, now))
        return true;
    return !comesBefore(second, first, m_sortColumn, now) && a < b;
}

int ExchangeModel::positionOf(Number number) const
{
    const auto found = isSorted() ? std::find(m_order.begin(), m_order.end(), number)
                                  : std::lower_bound(m_order.begin(), m_order.end(), number);
    return found != m_order.end() && *found == number ? static_cast<int>(found - m_order.begin()) : -1;
}

void ExchangeModel::noteRunning(Number number)
{
    if (isPending(at(number)) || isOpen(at(number)))
        m_running.insert(number);
    else
        m_running.erase(number);
}

// --- what the store tells while it folds
// -------------------------------------------------------------------------------

void ExchangeModel::aboutToRemove(std::size_t count)
{
    const Number end = m_first + count;
    std::erase_if(m_waiting, [end](Number n) { return n < end; });
    m_running.erase(m_running.begin(), m_running.lower_bound(end));
    if (isSorted())
        rearrange([end](std::vector<Number>& order) {
            std::stable_partition(order.begin(), order.end(), [end](Number n) { return n < end; });
        });
    const auto stays = std::find_if(m_order.begin(), m_order.end(), [end](Number n) { return n >= end; });
    m_leaving = static_cast<std::size_t>(stays - m_order.begin());
    m_storeLeaving = count;
    if (m_leaving > 0)
        beginRemoveRows({}, 0, static_cast<int>(m_leaving) - 1);
}

void ExchangeModel::removed()
{
    m_first += m_storeLeaving;
    m_order.erase(m_order.begin(), m_order.begin() + static_cast<std::ptrdiff_t>(m_leaving));
    if (m_leaving > 0)
        endRemoveRows();
}

void ExchangeModel::changed(const journal::ExchangeStore::Changes& changes)
{
    std::vector<int> told;
    std::set<Number> gone;
    std::vector<Number> come;
    for (const std::size_t index : changes.changed) {
        const Number number = m_first + index;
        noteRunning(number);
        const int position = positionOf(number);
        const bool waits = std::find(m_waiting.begin(), m_waiting.end(), number) != m_waiting.end();
        if (accepts(number) == (position >= 0 || waits)) {
            if (position >= 0)
                told.push_back(position);
        } else if (position >= 0) {
            gone.insert(number);
        } else if (waits) {
            std::erase(m_waiting, number);
        } else {
            come.push_back(number);
        }
    }
    announce(std::move(told), ExchangeColumn::Time, ExchangeColumn::Since);
    if (!gone.empty())
        removeUnless(gone);
    if (come.empty())
        return;
    const bool inOrder = m_order.empty() || m_order.back() < come.front();
    append(come);
    if (!isSorted() && !inOrder)
        sortRows();
}

void ExchangeModel::aboutToAdd(std::size_t)
{
    m_sizeBeforeAdd = m_store.size();
}

void ExchangeModel::added()
{
    std::vector<Number> numbers;
    for (std::size_t index = m_sizeBeforeAdd; index < m_store.size(); ++index) {
        noteRunning(m_first + index);
        if (accepts(m_first + index))
            numbers.push_back(m_first + index);
    }
    append(numbers);
}

// --- order
// -------------------------------------------------------------------------------------------------------------

void ExchangeModel::append(const std::vector<Number>& numbers)
{
    if (numbers.empty())
        return;
    if (isSorted()) {
        m_waiting.insert(m_waiting.end(), numbers.begin(), numbers.end());
        return;
    }
    const int first = static_cast<int>(m_order.size());
    beginInsertRows({}, first, first + static_cast<int>(numbers.size()) - 1);
    m_order.insert(m_order.end(), numbers.begin(), numbers.end());
    endInsertRows();
}

void ExchangeModel::flush(bool now)
{
    const Monotonic at = MonotonicClock::now();
    if (!isSorted() || (!now && (at - m_flushed < flushInterval || m_waiting.empty())))
        return;
    m_flushed = at;
    if (!m_waiting.empty()) {
        const int first = static_cast<int>(m_order.size());
        beginInsertRows({}, first, first + static_cast<int>(m_waiting.size()) - 1);
        m_order.insert(m_order.end(), m_waiting.begin(), m_waiting.end());
        m_waiting.clear();
        endInsertRows();
    }
    sortRows();
}

void ExchangeModel::sortRows()
{
    const Monotonic now = MonotonicClock::now();
    const auto before = [this, now](Number a, Number b) { return precedes(a, b, now); };
    if (!std::is_sorted(m_order.begin(), m_order.end(), before))
        rearrange([&before](std::vector<Number>& order) { std::sort(order.begin(), order.end(), before); });
}

/// Changes the order only; selections and current rows go along.
template <class Rearrange>
void ExchangeModel::rearrange(Rearrange change)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    std::vector<Number> numbers;
    for (const QModelIndex& index : old)
        numbers.push_back(m_order[static_cast<std::size_t>(index.row())]);
    change(m_order);
    std::unordered_map<Number, int> places;
    for (const Number number : numbers)
        places.emplace(number, -1);
    for (std::size_t i = 0; !places.empty() && i < m_order.size(); ++i) {
        if (const auto found = places.find(m_order[i]); found != places.end())
            found->second = static_cast<int>(i);
    }
    QModelIndexList fresh;
    for (qsizetype i = 0; i < old.size(); ++i)
        fresh.append(index(places[numbers[static_cast<std::size_t>(i)]], old[i].column()));
    changePersistentIndexList(old, fresh);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

/// Takes `gone` out: they move to the end first, so that they leave as one range.
void ExchangeModel::removeUnless(const std::set<Number>& gone)
{
    rearrange([&gone](std::vector<Number>& order) {
        std::stable_partition(order.begin(), order.end(), [&gone](Number n) { return !gone.contains(n); });
    });
    const int last = static_cast<int>(m_order.size()) - 1;
    beginRemoveRows({}, last - static_cast<int>(gone.size()) + 1, last);
    m_order.resize(m_order.size() - gone.size());
    endRemoveRows();
}

void ExchangeModel::announce(std::vector<int> positions, ExchangeColumn from, ExchangeColumn to)
{
    std::sort(positions.begin(), positions.end());
    for (std::size_t i = 0; i < positions.size();) {
        std::size_t end = i + 1;
        while (end < positions.size() && positions[end] == positions[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(positions[i], static_cast<int>(from)),
                           index(positions[end - 1], static_cast<int>(to)));
        i = end;
    }
}

void ExchangeModel::refreshRunning()
{
    constexpr std::size_t most = 500; // a screen has fewer
    std::vector<int> positions;
    for (auto it = m_running.rbegin(); it != m_running.rend() && positions.size() < most; ++it) {
        if (const int position = positionOf(*it); position >= 0)
            positions.push_back(position);
    }
    announce(std::move(positions), ExchangeColumn::Duration, ExchangeColumn::Duration);
}

void ExchangeModel::rebuild()
{
    beginResetModel();
    m_order.clear();
    m_waiting.clear();
    for (std::size_t i = 0; i < m_store.size(); ++i) {
        if (accepts(m_first + i))
            m_order.push_back(m_first + i);
    }
    if (isSorted()) {
        const Monotonic now = MonotonicClock::now();
        std::sort(m_order.begin(), m_order.end(), [this, now](Number a, Number b) { return precedes(a, b, now); });
    }
    endResetModel();
}

void ExchangeModel::setFilter(RowFilter filter)
{
    m_filter = std::move(filter);
    rebuild();
}

void ExchangeModel::clear()
{
    m_clearedBefore = m_first + m_store.size();
    rebuild();
}

void ExchangeModel::undoClear()
{
    m_clearedBefore = 0;
    rebuild();
}

void ExchangeModel::sort(int column, Qt::SortOrder order)
{
    flush(true);
    m_sortColumn =
        column < 0 || column >= exchangeColumnCount ? ExchangeColumn::Count : static_cast<ExchangeColumn>(column);
    m_sortOrder = order;
    sortRows();
}

} // namespace windsock::ui
