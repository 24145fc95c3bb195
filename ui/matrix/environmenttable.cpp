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
constexpr int nameColumn = static_cast<int>(EnvironmentColumn::Name);
constexpr int flexible = static_cast<int>(EnvironmentColumn::Overall); // what it says while it runs may be cut
constexpr int figures = static_cast<int>(EnvironmentColumn::PerSecond);
constexpr int widestName = 220;

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
    connect(&model, &QAbstractItemModel::modelReset, this, &EnvironmentTable::makeRoom);
    auto* copy = new QShortcut(QKeySequence::Copy, this);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &EnvironmentTable::copySelected);
}

void EnvironmentTable::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    nameWidget(header, u"matrixTableHeader"_s, tr("Columns"));
    header->setHighlightSections(false);
    header->setMinimumSectionSize(90);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &EnvironmentTable::chooseColumns);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(flexible, QHeaderView::Stretch);
}

void EnvironmentTable::fitColumns()
{
    const QFontMetrics metrics(m_theme.base());
    for (int i = 0; i < m_model.columnCount(); ++i) {
        const int text = metrics.horizontalAdvance(sampleOf(static_cast<EnvironmentColumn>(i)));
        if (i != flexible && i != nameColumn)
            setColumnWidth(i, std::max(leastWidth(i), text + 2 * EnvironmentDelegate::padding + 2));
    }
}

int EnvironmentTable::leastWidth(int column) const
{
    const QString title = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    return QFontMetrics(m_theme.small()).horizontalAdvance(title) + 26;
}

/// Names are as wide as they are, where there is room; verdicts are never cut, rather is the last column hidden.
void EnvironmentTable::makeRoom()
{
    if (std::exchange(m_steppedBack, false))
        setColumnHidden(figures, false);
    const int running = QFontMetrics(m_theme.base()).horizontalAdvance(u"running: benchmark…"_s);
    int room = viewport()->width() - std::max(leastWidth(flexible), running + 2 * EnvironmentDelegate::padding + 2);
    for (int i = 0; i < m_model.columnCount(); ++i)
        room -= i == nameColumn || i == flexible ? 0 : horizontalHeader()->sectionSize(i);
    const int name = m_restored ? columnWidth(nameColumn) : leastWidth(nameColumn);
    if (room < name && !isColumnHidden(figures)) {
        room += columnWidth(figures);
        setColumnHidden(figures, true);
        m_steppedBack = true;
    }
    if (!m_restored)
        setColumnWidth(nameColumn,
                       std::clamp(sizeHintForColumn(nameColumn) + 8, name, std::max(name, std::min(room, widestName))));
}

void EnvironmentTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        makeRoom();
}

void EnvironmentTable::chooseColumns(const QPoint& at)
{
    QMenu menu(this);
    for (int i = 0; i < m_model.columnCount(); ++i) {
        QAction* action = menu.addAction(m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        action->setEnabled(i != flexible);
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            m_steppedBack = m_steppedBack && i != figures;
            setColumnHidden(i, !shown);
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("&Fit widths")), &QAction::triggered, this, [this] {
        m_restored = false;
        fitColumns(), makeRoom();
    });
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

void EnvironmentTable::save(QSettings& settings)
{
    if (m_steppedBack)
        setColumnHidden(figures, false);
    settings.setValue(stateKey, horizontalHeader()->saveState());
    if (m_steppedBack)
        setColumnHidden(figures, true);
}

void EnvironmentTable::restore(const QSettings& settings)
{
    m_restored = horizontalHeader()->restoreState(settings.value(stateKey).toByteArray());
    horizontalHeader()->setSectionResizeMode(flexible, QHeaderView::Stretch);
    makeRoom();
}

} // namespace windsock::ui
