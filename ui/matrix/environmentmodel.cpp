// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/environmentmodel.h"

#include "ui/format.h"

#include <algorithm>
#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using matrix::Phase;

namespace {

constexpr int columns = static_cast<int>(EnvironmentColumn::Count);

QVariant verdictOf(const EnvironmentRow& row, EnvironmentColumn column)
{
    std::optional<matrix::Verdict> verdict;
    if (column == EnvironmentColumn::WebSocket)
        verdict = webSocketVerdict(row);
    else if (column == EnvironmentColumn::Django)
        verdict = djangoVerdict(row);
    else if (column == EnvironmentColumn::Overall)
        verdict = overallVerdict(row);
    return verdict ? QVariant(static_cast<int>(*verdict)) : QVariant();
}

QVariant perSecondOf(const EnvironmentRow& row)
{
    const auto value = isDone(row) ? pollsPerSecond(row.result) : std::nullopt;
    return value ? QVariant(*value) : QVariant();
}

QVariant alignmentOf(EnvironmentColumn column)
{
    return QVariant(Qt::AlignVCenter | (column == EnvironmentColumn::PerSecond ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

void EnvironmentModel::setEnvironments(const std::vector<matrix::EnvironmentSpec>& environments)
{
    beginResetModel();
    m_rows.clear();
    m_running.clear();
    for (const matrix::EnvironmentSpec& spec : environments)
        m_rows.push_back({spec, false, Phase::Waiting, matrix::beforehand(spec)});
    endResetModel();
}

void EnvironmentModel::tell(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
}

void EnvironmentModel::begin(const std::vector<int>& rows)
{
    m_running = rows;
    for (const int row : rows) {
        m_rows[static_cast<std::size_t>(row)].tried = true;
        m_rows[static_cast<std::size_t>(row)].phase = Phase::Waiting;
        tell(row);
    }
}

void EnvironmentModel::update(const std::vector<matrix::EnvironmentState>& states)
{
    for (std::size_t i = 0; i < std::min(states.size(), m_running.size()); ++i) {
        EnvironmentRow& row = m_rows[static_cast<std::size_t>(m_running[i])];
        if (row.phase == states[i].phase)
            continue;
        row.phase = states[i].phase;
        row.result = states[i].result;
        tell(m_running[i]);
    }
}

void EnvironmentModel::end()
{
    for (const int index : std::exchange(m_running, {})) {
        EnvironmentRow& row = m_rows[static_cast<std::size_t>(index)];
        if (row.phase == Phase::Done)
            continue;
        row.tried = row.result.took.count() > 0 || !row.result.why.isEmpty(); // before
        row.phase = row.tried ? Phase::Done : Phase::Waiting;
        tell(index);
    }
}

std::vector<matrix::EnvironmentResult> EnvironmentModel::results() const
{
    std::vector<matrix::EnvironmentResult> results;
    for (const EnvironmentRow& row : m_rows) {
        if (isDone(row))
            results.push_back(row.result);
    }
    return results;
}

int EnvironmentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

int EnvironmentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString EnvironmentModel::text(const EnvironmentRow& row, EnvironmentColumn column)
{
    switch (column) {
    case EnvironmentColumn::Python:
        return pythonText(row.result);
    case EnvironmentColumn::Framework:
        return frameworkText(row.result);
    case EnvironmentColumn::Name:
        return row.result.name;
    case EnvironmentColumn::WebSocket:
        return webSocketText(row);
    case EnvironmentColumn::Django:
        return djangoText(row);
    case EnvironmentColumn::Overall:
        return overallText(row);
    default: {
        const QVariant value = perSecondOf(row);
        return value.isValid() ? format::count(static_cast<std::uint64_t>(std::llround(value.toDouble()))) : QString();
    }
    }
}

QString EnvironmentModel::toolTip(const EnvironmentRow& row, EnvironmentColumn column)
{
    if (column == EnvironmentColumn::Python)
        return row.result.pythonPath;
    if (column == EnvironmentColumn::Framework || column == EnvironmentColumn::Name)
        return text(row, column);
    return isDone(row) ? row.result.why : QString();
}

QVariant EnvironmentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const EnvironmentRow& row = at(index.row());
    const auto column = static_cast<EnvironmentColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    case VerdictRole:
        return verdictOf(row, column);
    case PerSecondRole:
        return perSecondOf(row);
    default:
        return {};
    }
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(static_cast<EnvironmentColumn>(section));
    if (role != Qt::DisplayRole)
        return {};
    const QStringList names = {tr("Python"),           tr("Django"),        tr("More details"),
                               tr("WebSocket works?"), tr("Django works?"), tr("So, does it work?"),
                               tr("/polls/ per s")};
    return names.value(section);
}

QString EnvironmentModel::asText(const std::vector<int>& rows) const
{
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QStringList lines{cells.join(u'\t')};
    for (const int row : rows) {
        cells.clear();
        for (int column = 0; column < columns; ++column)
            cells += text(at(row), static_cast<EnvironmentColumn>(column));
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

} // namespace windsock::ui
