// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/blockingtablemodel.h"

#include "core/bench/blockingreport.h"
#include "ui/format.h"

#include <QStringList>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = static_cast<int>(BlockingColumn::Count);

QString milliseconds(const bench::Run& echo, double percent)
{
    return QString::number(static_cast<double>(bench::roundTrip(echo, percent).count()) / 1000, 'f', 2);
}

QString text(const BlockingRow& row, BlockingColumn column)
{
    const bench::BlockingResult& result = row.result;
    switch (column) {
    case BlockingColumn::Arrangement:
        return QString::fromStdString(bench::nameOf(result));
    case BlockingColumn::Run:
        return row.group;
    case BlockingColumn::IdleP50:
        return milliseconds(*result.idle, 50);
    case BlockingColumn::IdleP99:
        return milliseconds(*result.idle, 99);
    case BlockingColumn::P50:
        return milliseconds(*result.loaded, 50);
    case BlockingColumn::P90:
        return milliseconds(*result.loaded, 90);
    case BlockingColumn::P99:
        return milliseconds(*result.loaded, 99);
    case BlockingColumn::Max:
        return milliseconds(*result.loaded, 100);
    case BlockingColumn::PagesPerSecond:
        return QString::number(bench::perSecond(*result.pages), 'f', 1);
    default:
        return format::count(bench::failuresOf(result));
    }
}

/// The first reason that is known.
QString failureOf(const bench::BlockingResult& result)
{
    for (const auto& run : {result.pages, result.loaded, result.idle}) {
        if (!run->failure.empty())
            return QString::fromStdString(run->failure);
    }
    return {};
}

bool isText(BlockingColumn column)
{
    return column <= BlockingColumn::Run;
}

} // namespace

void BlockingTableModel::setRows(std::vector<BlockingRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int BlockingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BlockingTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant BlockingTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BlockingRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<BlockingColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        return column == BlockingColumn::Arrangement ? QVariant(row.color) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
        return column == BlockingColumn::Failed ? failureOf(row.result) : QString();
    default:
        return {};
    }
}

QVariant BlockingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<BlockingColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isText(column) ? Qt::AlignLeft : Qt::AlignRight));
    const QStringList names = {tr("Application"), tr("Run"),    tr("idle p50 ms"), tr("idle p99 ms"), tr("p50 ms"),
                               tr("p90 ms"),      tr("p99 ms"), tr("max ms"),      tr("Pages/s"),     tr("Failed")};
    const QStringList tips = {tr("Where the application runs"),
                              tr("Whose figures these are"),
                              tr("The echo's round trip while no page is asked for: the median"),
                              tr("The echo's round trip while no page is asked for: 99 % are within it"),
                              tr("The echo's round trip while pages are asked for: the median"),
                              tr("The echo's round trip while pages are asked for: 90 % are within it"),
                              tr("The echo's round trip while pages are asked for: 99 % are within it"),
                              tr("The slowest echo while pages were asked for"),
                              tr("Pages a second, meanwhile"),
                              tr("Pages without a good answer, and echoes that did not come back")};
    if (role == Qt::ToolTipRole)
        return tips.value(section);
    return role == Qt::DisplayRole ? QVariant(names.value(section)) : QVariant();
}

QString BlockingTableModel::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines += cells.join(u'\t');
    for (const BlockingRow& row : m_rows) {
        cells.clear();
        for (int column = 0; column < columns; ++column)
            cells += text(row, static_cast<BlockingColumn>(column));
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

} // namespace windsock::ui
