// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exchangetable.h"

#include "core/journal/tornadolog.h"
#include "ui/format.h"
#include "ui/log/exchangedelegate.h"
#include "ui/log/exchangemodel.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

const auto stateKey = u"log/columns"_s;

/// The widest text a column usually has; columns are as wide from the start, so that they never dance.
QString sampleOf(ExchangeColumn column)
{
    switch (column) {
    case ExchangeColumn::Time:
        return u"00:00:00.000"_s;
    case ExchangeColumn::Level:
        return u"W"_s;
    case ExchangeColumn::Source:
        return u"source"_s;
    case ExchangeColumn::Status:
        return u"Status"_s;
    case ExchangeColumn::Method:
        return u"OPTIONS"_s;
    case ExchangeColumn::Client:
        return u"127.0.0.1"_s;
    case ExchangeColumn::Size:
        return u"888.8 kB"_s;
    case ExchangeColumn::Duration:
        return u"8888.88 ms"_s;
    case ExchangeColumn::Since:
        return u"+88 min 88 s"_s;
    default:
        return QString();
    }
}

} // namespace

ExchangeTable::ExchangeTable(ExchangeModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
{
    nameWidget(this, u"requestTable"_s, tr("Requests"));
    setModel(&model);
    setItemDelegate(new ExchangeDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(QFontMetrics(theme.mono()).height() + 9);
    setUpHeader();
    fitColumns();
}

void ExchangeTable::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    nameWidget(header, u"requestTableHeader"_s, tr("Columns"));
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true);
    header->setMinimumSectionSize(24);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &ExchangeTable::chooseColumns);
    setSortingEnabled(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(static_cast<int>(ExchangeColumn::Path), QHeaderView::Stretch);
}

void ExchangeTable::fitColumns()
{
    const QFontMetrics metrics(m_theme.mono());
    for (int i = 0; i < exchangeColumnCount; ++i) {
        const auto column = static_cast<ExchangeColumn>(i);
        const int bar = column == ExchangeColumn::Duration ? ExchangeDelegate::barWidth + ExchangeDelegate::padding : 0;
        const int title =
            QFontMetrics(m_theme.small()).horizontalAdvance(columnTitle(column)) + 2 * ExchangeDelegate::padding + 12;
        if (column != ExchangeColumn::Path)
            setColumnWidth(i, std::max(title, metrics.horizontalAdvance(sampleOf(column)) +
                                                  2 * ExchangeDelegate::padding + bar + 6));
    }
}

void ExchangeTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        makeRoomForPath();
}

void ExchangeTable::makeRoomForPath()
{
    const int least = QFontMetrics(m_theme.mono()).horizontalAdvance(u'0') * 24;
    const auto widthOf = [this](int column) { return horizontalHeader()->sectionSize(column); };
    int room = viewport()->width();
    for (int i = 0; i < exchangeColumnCount; ++i)
        room -= i == static_cast<int>(ExchangeColumn::Path) ? 0 : widthOf(i);
    while (!m_steppedBack.isEmpty()) {
        const int last = m_steppedBack.last();
        setColumnHidden(last, false);
        if (room - widthOf(last) < least) {
            setColumnHidden(last, true);
            return;
        }
        room -= widthOf(last);
        m_steppedBack.removeLast();
    }
    for (const auto column : {ExchangeColumn::Since, ExchangeColumn::Client, ExchangeColumn::Source}) {
        const int i = static_cast<int>(column);
        if (room >= least || isColumnHidden(i))
            continue;
        room += widthOf(i);
        setColumnHidden(i, true);
        m_steppedBack.append(i);
    }
}

void ExchangeTable::save(QSettings& settings)
{
    for (const int column : std::as_const(m_steppedBack))
        setColumnHidden(column, false);
    settings.setValue(stateKey, horizontalHeader()->saveState());
    for (const int column : std::as_const(m_steppedBack))
        setColumnHidden(column, true);
}

void ExchangeTable::restore(const QSettings& settings)
{
    horizontalHeader()->restoreState(settings.value(stateKey).toByteArray());
    horizontalHeader()->setSectionResizeMode(static_cast<int>(ExchangeColumn::Path), QHeaderView::Stretch);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // a log opens in the order it arrives
}

void ExchangeTable::chooseColumns(const QPoint& at)
{
    QMenu menu(this);
    for (int i = 0; i < exchangeColumnCount; ++i) {
        const QString title = m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction* action = menu.addAction(title.isEmpty() ? tr("Level") : title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        action->setEnabled(static_cast<ExchangeColumn>(i) != ExchangeColumn::Path);
        connect(action, &QAction::toggled, this,
                [this, i](bool shown) { m_steppedBack.removeAll(i), setColumnHidden(i, !shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("&Fit widths")), &QAction::triggered, this, &ExchangeTable::fitColumns);
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

QList<int> ExchangeTable::selectedRowNumbers() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

QString ExchangeTable::selectedAsTornadoLines() const
{
    QStringList lines;
    for (const int number : selectedRowNumbers()) {
        const ExchangeRow& row = m_model.row(number);
        if (!row.outcome)
            continue;
        if (const auto line = journal::format(journal::LogProfile::Tornado65, *row.begun, *row.outcome))
            lines += format::fromUtf8(*line);
    }
    return lines.join(u'\n');
}

QString ExchangeTable::selectedPaths() const
{
    QStringList paths;
    for (const int number : selectedRowNumbers())
        paths += format::fromUtf8(m_model.row(number).begun->request.target);
    return paths.join(u'\n');
}

void ExchangeTable::goTo(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    setCurrentIndex(m_model.index(row, currentIndex().isValid() ? currentIndex().column() : 0));
}

void ExchangeTable::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selectedAsTornadoLines());
    } else if (plain && event->key() == Qt::Key_Home) {
        goTo(0);
    } else if (plain && event->key() == Qt::Key_End) {
        goTo(m_model.rowCount() - 1);
        Q_EMIT endPressed();
    } else if (plain && event->key() == Qt::Key_Escape) {
        clearSelection();
        setCurrentIndex({});
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT inspectionWanted();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void ExchangeTable::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (!index.isValid())
        return;
    QMenu menu(this);
    const auto copy = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    QAction* line = menu.addAction(tr("&Copy as log line"));
    line->setShortcut(QKeySequence::Copy);
    connect(line, &QAction::triggered, this, [this, copy] { copy(selectedAsTornadoLines()); });
    connect(menu.addAction(tr("Copy &path")), &QAction::triggered, this, [this, copy] { copy(selectedPaths()); });
    menu.addSeparator();
    const ExchangeRow& row = m_model.row(index.row());
    const QString path = format::fromUtf8(row.begun->request.path());
    connect(menu.addAction(tr("&Only this path")), &QAction::triggered, this,
            [this, path] { Q_EMIT filterWanted(path); });
    if (row.outcome && row.outcome->status != 0) {
        const QString status = QString::number(row.outcome->status);
        connect(menu.addAction(tr("Only &status %1").arg(status)), &QAction::triggered, this,
                [this, status] { Q_EMIT filterWanted(status); });
    }
    menu.exec(event->globalPos());
}

} // namespace windsock::ui
