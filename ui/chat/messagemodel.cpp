// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messagemodel.h"

#include "ui/chat/messagetext.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

Qt::Alignment alignmentOf(MessageColumn column)
{
    const bool figures =
        column == MessageColumn::Size || column == MessageColumn::Since || column == MessageColumn::RoundTrip;
    return Qt::AlignVCenter | (figures ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

MessageModel::MessageModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{
}

void MessageModel::append(const Rows& messages)
{
    if (messages.empty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(messages.size()) - 1);
    m_rows.insert(m_rows.end(), messages.begin(), messages.end());
    endInsertRows();
    if (m_rows.size() > m_capacity) // a tenth at once, so that it costs nothing a row
        dropFront(m_rows.size() - m_capacity + m_capacity / 10);
}

void MessageModel::dropFront(std::size_t count)
{
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(count));
    endRemoveRows();
}

int MessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MessageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : messageColumnCount;
}

QVariant MessageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const chat::Message& row = message(index.row());
    const auto column = static_cast<MessageColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return messageCell(row, index.row() > 0 ? &message(index.row() - 1) : nullptr, column);
    case Qt::ToolTipRole:
        return messageToolTip(row);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignmentOf(column));
    case Qt::AccessibleTextRole:
        return column == MessageColumn::Direction ? QVariant(directionWord(row.direction)) : QVariant();
    case DirectionRole:
        return static_cast<int>(row.direction);
    case KindRole:
        return static_cast<int>(row.kind);
    default:
        return {};
    }
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= messageColumnCount)
        return {};
    const QStringList titles = {QString(),        tr("Message"), tr("Size"), tr("Since previous"),
                                tr("Round trip"), tr("Time")};
    if (role == Qt::DisplayRole)
        return section == static_cast<int>(MessageColumn::Since) ? tr("Since") : titles[section];
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return section == 0 ? tr("Direction: ▲ sent, ▼ received, • event") : titles[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(static_cast<MessageColumn>(section)));
    return {};
}

} // namespace windsock::ui
