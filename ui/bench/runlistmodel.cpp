// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/runlistmodel.h"

#include "core/bench/blockingreport.h"
#include "ui/format.h"

#include <QDateTime>
#include <QLocale>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString when(Wall at)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    if (time.date() == QDate::currentDate())
        return RunListModel::tr("today %1").arg(time.toString(u"HH:mm"_s));
    return time.toString(u"yyyy-MM-dd HH:mm"_s);
}

QString answerOf(const bench::BlockingResults& results)
{
    switch (bench::blocked(results)) {
    case bench::Blocked::Yes:
        return RunListModel::tr("would have blocked");
    case bench::Blocked::No:
        return RunListModel::tr("would not have blocked");
    case bench::Blocked::Unknown:
        break;
    }
    return RunListModel::tr("blocked? not known");
}

} // namespace

void RunListModel::add(bench::RunGroup group)
{
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), Entry{std::move(group), false});
    endInsertRows();
}

void RunListModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    const bool wasChecked = m_entries[static_cast<std::size_t>(row)].checked;
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    if (wasChecked)
        Q_EMIT checkedChanged();
}

void RunListModel::rename(int row, const QString& title)
{
    setData(index(row), title, Qt::EditRole);
}

std::vector<int> RunListModel::checked() const
{
    std::vector<int> rows;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].checked)
            rows.push_back(static_cast<int>(i));
    }
    return rows;
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString RunListModel::detailOf(const bench::RunGroup& group)
{
    const std::vector<bench::RepeatedRun> curves = bench::repeatedRuns(group);
    if (curves.empty())
        return tr("nothing was measured");
    if (!group.blocking.empty())
        return when(startOf(group)) + u" · "_s + answerOf(group.blocking);
    const bench::Run& first = *curves.front().typical();
    QString detail = when(startOf(group)) + u" · "_s + format::count(first.complete);
    if (first.source.empty())
        detail += u" × "_s + QString::number(first.plan.connections);
    const std::size_t times = curves.front().runs.size();
    if (times > 1)
        detail += tr(" · %1 times").arg(times);
    return first.source.empty() ? detail : detail + tr(" · read from a file");
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(entry.group.title);
    case Qt::CheckStateRole:
        return entry.checked ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: // the title may be longer than its row
        return QString(QString::fromStdString(entry.group.title) + u'\n' + detailOf(entry.group));
    case Qt::AccessibleDescriptionRole:
    case RunDetailRole:
        return detailOf(entry.group);
    default:
        return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole) {
        entry.checked = value.toInt() == Qt::Checked;
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT checkedChanged();
        return true;
    }
    const QString title = value.toString().simplified().left(100);
    if (role != Qt::EditRole || title.isEmpty())
        return false;
    entry.group.title = title.toStdString();
    Q_EMIT dataChanged(index, index, {Qt::DisplayRole, Qt::EditRole});
    Q_EMIT renamed(index.row());
    return true;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsEditable |
           Qt::ItemNeverHasChildren;
}

} // namespace windsock::ui
