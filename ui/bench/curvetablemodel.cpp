// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/curvetablemodel.h"

#include "core/bench/ranks.h"
#include "ui/format.h"

#include <QStringList>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = static_cast<int>(CurveColumn::Count);

QString milliseconds(std::int64_t us)
{
    return QString::number(static_cast<double>(us) / 1000, 'f', 2);
}

QString perSecondOf(const bench::Run& run)
{
    const double value = bench::perSecond(run);
    return value < 100 ? QString::number(value, 'f', 1) : format::count(static_cast<std::uint64_t>(value + 0.5));
}

std::uint64_t failuresOf(const bench::Run& run)
{
    return run.failures.incomplete() + run.badStatus;
}

} // namespace

void CurveTableModel::setRows(std::vector<CurveRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_percentiles.clear();
    for (const CurveRow& row : m_rows)
        m_percentiles.push_back(percentilesOf(*row.runs.typical()));
    endResetModel();
}

CurveTableModel::Percentiles CurveTableModel::percentilesOf(const bench::Run& run)
{
    const bench::Ranks ranks = bench::ranksOf(run);
    return {ranks.percentile(50), ranks.percentile(90), ranks.percentile(99), ranks.percentile(100)};
}

int CurveTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CurveTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString CurveTableModel::text(std::size_t index, CurveColumn column) const
{
    const CurveRow& row = m_rows[index];
    const bench::Run& run = *row.runs.typical();
    switch (column) {
    case CurveColumn::Curve:
        return QString::fromStdString(row.runs.name);
    case CurveColumn::Run:
        return row.group;
    case CurveColumn::PerSecond:
        return perSecondOf(run);
    case CurveColumn::P50:
        return milliseconds(m_percentiles[index].p50);
    case CurveColumn::P90:
        return milliseconds(m_percentiles[index].p90);
    case CurveColumn::P99:
        return milliseconds(m_percentiles[index].p99);
    case CurveColumn::Max:
        return milliseconds(m_percentiles[index].max);
    case CurveColumn::Failed:
        return format::count(failuresOf(run));
    default:
        return row.change.section(u":"_s, 0, 0); // the words behind it are the tooltip's
    }
}

QVariant CurveTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const CurveRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<CurveColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(static_cast<std::size_t>(index.row()), column);
    case Qt::DecorationRole:
        return column == CurveColumn::Curve ? QVariant(row.color) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column <= CurveColumn::Run ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
        return column == CurveColumn::Failed ? QString::fromStdString(row.runs.typical()->failure) : row.change;
    default:
        return {};
    }
}

QVariant CurveTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<CurveColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (column <= CurveColumn::Run ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Page"),   tr("Run"),    tr("Requests/s"), tr("p50 ms"), tr("p90 ms"),
                               tr("p99 ms"), tr("max ms"), tr("Failed"),     tr("Change")};
    return names.value(section);
}

QString CurveTableModel::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines += cells.join(u'\t');
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        cells.clear();
        for (int column = 0; column < columns; ++column)
            cells += text(row, static_cast<CurveColumn>(column));
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

} // namespace windsock::ui
