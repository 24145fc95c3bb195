// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/environmenttable.h"

#include "ui/matrix/environmentdelegate.h"
#include "ui/matrix/environmentmodel.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QShortcut>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

const auto stateKey = u"matrix/columns"_s;
constexpr int flexible = static_cast<int>(EnvironmentColumn::Name);

/// The widest text that a column usually has.
QString sampleOf(EnvironmentColumn column)
{
    switch (column) {
    case EnvironmentColumn::Python:
        return u"Python 3.10.13"_s;
    case EnvironmentColumn::Framework:
        return u"Django 3.2.19"_s;
    case EnvironmentColumn::WebSocket:
    case EnvironmentColumn::Django:
        return u"─ Maybe yes"_s;
    case EnvironmentColumn::Overall:
        return u"running: benchmark…"_s;
    default:
        return u"88,888"_s;
    }
}

} // namespace

EnvironmentTable::EnvironmentTable(EnvironmentModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
{
    nameWidget(this, u"matrixTable"_s, tr("Environments"),
               tr("Select one to see why; Return goes to what is known of it; Ctrl+C copies the selected rows"));
    setModel(&model);
    setItemDelegate(new EnvironmentDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(QFontMetrics(theme.base()).height() + 14);
    setUpHeader();
    fitColumns();
    auto* copy = new QShortcut(QKeySequence::Copy, this);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &EnvironmentTable::copySelected);
}

void EnvironmentTable::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    nameWidget(header, u"matrixTableHeader"_s, tr("Columns"));
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &EnvironmentTable::chooseColumns);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(flexible, QHeaderView::Stretch);
}

void EnvironmentTable::fitColumns()
{
    const QFontMetrics metrics(m_theme.base());
    for (int i = 0; i < m_model.columnCount(); ++i) {
        const QString title = m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
        const int titleWidth = QFontMetrics(m_theme.small()).horizontalAdvance(title) + 18;
        const int text = metrics.horizontalAdvance(sampleOf(static_cast<EnvironmentColumn>(i)));
        if (i != flexible)
            setColumnWidth(i, std::max(titleWidth, text + 2 * EnvironmentDelegate::padding + 2));
    }
}

void EnvironmentTable::chooseColumns(const QPoint& at)
{
    QMenu menu(this);
    for (int i = 0; i < m_model.columnCount(); ++i) {
        QAction* action = menu.addAction(m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        action->setEnabled(i != flexible);
        connect(action, &QAction::toggled, this, [this, i](bool shown) { setColumnHidden(i, !shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("&Fit widths")), &QAction::triggered, this, &EnvironmentTable::fitColumns);
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

std::vector<int> EnvironmentTable::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void EnvironmentTable::copySelected() const
{
    QGuiApplication::clipboard()->setText(m_model.asText(selectedRows()));
}

void EnvironmentTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    connect(menu.addAction(tr("&Copy rows")), &QAction::triggered, this, &EnvironmentTable::copySelected);
    if (!selectedRows().empty())
        menu.exec(event->globalPos());
}

void EnvironmentTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT rowsSelected();
}

void EnvironmentTable::save(QSettings& settings) const
{
    settings.setValue(stateKey, horizontalHeader()->saveState());
}

void EnvironmentTable::restore(const QSettings& settings)
{
    horizontalHeader()->restoreState(settings.value(stateKey).toByteArray());
    horizontalHeader()->setSectionResizeMode(flexible, QHeaderView::Stretch);
}

} // namespace windsock::ui
