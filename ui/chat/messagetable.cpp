// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messagetable.h"

#include "ui/chat/messagedelegate.h"
#include "ui/chat/messagemodel.h"
#include "ui/chat/messagetext.h"
#include "ui/format.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QTimer>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

const auto stateKey = u"chat/columns"_s;
constexpr int leastTextCharacters = 24; ///< of a message's line; below it other columns make way, the last first
constexpr int refitted = 2'000;         ///< newest rows that take a new width; older ones stay as they are

QString sampleOf(MessageColumn column)
{
    switch (column) {
    case MessageColumn::Direction:
        return u"▲"_s;
    case MessageColumn::Size:
        return u"88.8 kB"_s;
    case MessageColumn::Since:
        return u"+88 min 88 s"_s;
    case MessageColumn::RoundTrip:
        return u"888.88 ms"_s;
    default:
        return u"00:00:00.000"_s;
    }
}

} // namespace

MessageTable::MessageTable(MessageModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_refit(new QTimer(this))
{
    nameWidget(this, u"messageTable"_s, tr("Messages"));
    setModel(&model);
    setItemDelegate(new MessageDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setShowGrid(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(QFontMetrics(theme.mono()).height() + 9);
    setUpHeader();
    m_refit->setSingleShot(true);
    m_refit->setInterval(120);
    connect(m_refit, &QTimer::timeout, this, [this] { fitRows(std::max(0, m_model.rowCount() - refitted)); });
    connect(horizontalHeader(), &QHeaderView::sectionResized, m_refit, qOverload<>(&QTimer::start));
    connect(this, &QTableView::doubleClicked, this, &MessageTable::detailsWanted);
}

void MessageTable::setUpHeader()
{
    QHeaderView* header = horizontalHeader();
    nameWidget(header, u"messageTableHeader"_s, tr("Columns"));
    header->setHighlightSections(false);
    header->setMinimumSectionSize(22);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &MessageTable::chooseColumns);
    const QFontMetrics metrics(m_theme.mono());
    for (int i = 0; i < messageColumnCount; ++i) {
        const auto column = static_cast<MessageColumn>(i);
        const QString title = m_model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
        const int head = QFontMetrics(m_theme.small()).horizontalAdvance(title) + 2 * MessageDelegate::padding + 8;
        if (column != MessageColumn::Text)
            setColumnWidth(
                i, std::max(head, metrics.horizontalAdvance(sampleOf(column)) + 2 * MessageDelegate::padding + 2));
    }
    header->setSectionResizeMode(static_cast<int>(MessageColumn::Text), QHeaderView::Stretch);
    setColumnHidden(static_cast<int>(MessageColumn::Time), true);
}

void MessageTable::chooseColumns(const QPoint& at)
{
    QMenu menu(this);
    for (const auto column :
         {MessageColumn::Size, MessageColumn::Since, MessageColumn::RoundTrip, MessageColumn::Time}) {
        const int i = static_cast<int>(column);
        QAction* action = menu.addAction(m_model.headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            m_squeezed.remove(i);
            setColumnHidden(i, !shown);
        });
    }
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

int MessageTable::linesOf(int row, int charactersPerLine, int room) const
{
    // Monospaced, so a count of characters will do; bytes are never fewer than characters.
    const chat::Message& message = m_model.message(row);
    if (!isFailure(message) && message.data.size() < static_cast<std::size_t>(charactersPerLine))
        return 1;
    const QString line = messageLine(message);
    if (line.size() > charactersPerLine * MessageDelegate::mostLines)
        return MessageDelegate::mostLines;
    return line.size() <= charactersPerLine ? 1 : MessageDelegate::lineCount(line, m_theme.mono(), room);
}

void MessageTable::fitRows(int first)
{
    const QFontMetrics metrics(m_theme.mono());
    const int room = columnWidth(static_cast<int>(MessageColumn::Text)) - 2 * MessageDelegate::padding;
    const int characters = std::max(8, room / std::max(1, metrics.horizontalAdvance(u'0')));
    for (int row = first; row < m_model.rowCount(); ++row) {
        const int height =
            verticalHeader()->defaultSectionSize() + (linesOf(row, characters, room) - 1) * metrics.lineSpacing();
        if (rowHeight(row) != height)
            setRowHeight(row, height);
    }
}

void MessageTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() == event->oldSize().width())
        return;
    makeRoom();
    m_refit->start();
}

/// What is said matters more than how long it took: in a narrow pane columns are hidden, and come back.
void MessageTable::makeRoom()
{
    const int least = leastTextCharacters * QFontMetrics(m_theme.mono()).horizontalAdvance(u'0');
    int room = viewport()->width() - least - columnWidth(static_cast<int>(MessageColumn::Direction));
    for (const auto column : {MessageColumn::RoundTrip, MessageColumn::Size, MessageColumn::Since}) {
        const int i = static_cast<int>(column);
        const bool wanted = !isColumnHidden(i) || m_squeezed.contains(i);
        if (!wanted)
            continue;
        const int width = isColumnHidden(i) ? m_squeezed.value(i) : columnWidth(i);
        const bool fits = room >= width;
        room -= fits ? width : 0;
        if (fits) {
            m_squeezed.remove(i);
            setColumnHidden(i, false);
        } else {
            m_squeezed.insert(i, width);
            setColumnHidden(i, true);
        }
    }
}

void MessageTable::save(QSettings& settings) const
{
    QHeaderView header(Qt::Horizontal); // as the user chose it, not as the room forced it
    header.setModel(&m_model);
    header.restoreState(horizontalHeader()->saveState());
    for (auto squeezed = m_squeezed.cbegin(); squeezed != m_squeezed.cend(); ++squeezed)
        header.setSectionHidden(squeezed.key(), false);
    settings.setValue(stateKey, header.saveState());
}

void MessageTable::restore(const QSettings& settings)
{
    horizontalHeader()->restoreState(settings.value(stateKey).toByteArray());
    horizontalHeader()->setSectionResizeMode(static_cast<int>(MessageColumn::Text), QHeaderView::Stretch);
}

void MessageTable::copySelected() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList texts;
    for (const QModelIndex& index : rows) {
        const chat::Message& message = m_model.message(index.row());
        texts += message.kind == chat::Kind::Text ? format::fromUtf8(message.data) : messageLine(message);
    }
    QGuiApplication::clipboard()->setText(texts.join(u'\n'));
}

void MessageTable::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
    } else if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT detailsWanted();
    } else if (plain && event->key() == Qt::Key_End && m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(m_model.rowCount() - 1, 0));
        Q_EMIT endPressed();
    } else if (plain && event->key() == Qt::Key_Home && m_model.rowCount() > 0) {
        setCurrentIndex(m_model.index(0, 0));
    } else {
        QTableView::keyPressEvent(event);
    }
}

} // namespace windsock::ui
