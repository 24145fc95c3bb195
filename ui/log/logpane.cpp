// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpane.h"

#include "ui/format.h"
#include "ui/log/exchangetable.h"
#include "ui/log/inspector.h"
#include "ui/pulse.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/followkeeper.h"
#include "ui/widgets/naming.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

LogPane::LogPane(journal::Journal& journal, const Theme& theme, Pulse& pulse, QWidget* parent)
    : Pane(u"requestsPane"_s, tr("Requests"), theme, parent)
    , m_journal(journal)
    , m_look(theme)
    , m_model(new ExchangeModel(100'000, this))
{
    buildHead();
    setBody(buildBody());
    connect(&pulse, &Pulse::rowsTicked, this, &LogPane::drain);
    connect(&pulse, &Pulse::chartsTicked, m_model, &ExchangeModel::refreshRunning);
    connect(&theme, &Theme::changed, this, [this] {
        m_inspector->showNothing();
        showCurrent();
    });
    showCounts();
}

void LogPane::buildHead()
{
    m_filter = new QLineEdit(this);
    nameWidget(m_filter, u"requestFilter"_s, tr("Filter requests"),
               tr("Words that must all hold: a piece of the path, ~REGEX on the path, 404, 4xx, error, pending, open, "
                  "web, wsgi, GET. A '-' before a word turns it round. (Ctrl+L)"));
    m_filter->setPlaceholderText(tr("Filter: path, ~regex, 404, 5xx, error, wsgi, -word"));
    addClearButton(m_filter, tr("Empty the filter"));
    m_filter->setMinimumWidth(140);
    m_filter->setMaximumWidth(430);
    m_filter->setFont(m_look.mono());
    m_filterDelay = new QTimer(this);
    m_filterDelay->setSingleShot(true);
    m_filterDelay->setInterval(150);
    connect(m_filter, &QLineEdit::textChanged, m_filterDelay, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &LogPane::applyFilter);
    connect(m_filterDelay, &QTimer::timeout, this, &LogPane::applyFilter);
    m_count = makeLabel({}, u"muted"_s, this);
    m_count->setObjectName(u"requestCount"_s);
    m_clear = makeHeadButton(tr("&Clear"), u"clearRequests"_s, tr("Empty the list; it can be undone (Ctrl+Shift+K)"));
    m_undo = makeButton(tr("&Undo clear"), u"undoClearRequests"_s, tr("Bring the cleared requests back"), this);
    setLook(m_undo, "kind", u"link"_s);
    connect(m_clear, &QPushButton::clicked, this, &LogPane::clearRows);
    connect(m_undo, &QPushButton::clicked, this, &LogPane::undoClear);
    head()->addWidget(m_filter, 3);
    head()->addWidget(m_count);
    head()->addStretch(1);
    head()->addWidget(m_undo);
}

QPushButton* LogPane::makeHeadButton(const QString& text, const QString& id, const QString& toolTip)
{
    QPushButton* button = makeButton(text, id, toolTip, this);
    button->setFont(m_look.small());
    return button;
}

QWidget* LogPane::buildBody()
{
    m_table = new ExchangeTable(*m_model, m_look, this);
    m_keeper = new FollowKeeper(m_table);
    QToolButton* follow =
        makeChip(tr("Follow"), u"followRequests"_s,
                 tr("Keep the newest request in sight; ends when you scroll or select (End takes it up again)"), this);
    m_keeper->bind(follow);
    head()->addWidget(follow);
    head()->addWidget(m_clear);
    m_empty = new EmptyState({}, {}, m_table->viewport());
    m_inspector = new Inspector(m_look, this);
    m_filterError = makeLabel({}, u"error"_s, this);
    m_filterError->setObjectName(u"requestFilterError"_s);
    m_filterError->setContentsMargins(12, 3, 12, 3);
    m_filterError->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"requestSplitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_inspector->hide();
    wireTable();
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filterError);
    column->addWidget(m_splitter, 1);
    return body;
}

void LogPane::wireTable()
{
    connect(m_table, &ExchangeTable::endPressed, this, [this] { m_keeper->setFollowing(true); });
    connect(m_table, &ExchangeTable::inspectionWanted, m_inspector, &Inspector::enter);
    connect(m_table, &ExchangeTable::filterWanted, this, &LogPane::setFilterText);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && m_table->hasFocus())
                    m_keeper->setFollowing(false);
                showCurrent();
            });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &LogPane::showCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LogPane::showCurrent);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column) {
        if (column >= 0)
            m_keeper->setFollowing(false);
    });
}

void LogPane::drain()
{
    QElapsedTimer clock;
    clock.start();
    bool any = false;
    m_keeper->beginChange();
    while (clock.elapsed() < budget.count()) {
        const journal::Batch batch = m_journal.since(m_cursor, piece);
        m_cursor = batch.cursor;
        if (batch.events.empty() && batch.dropped == 0)
            break;
        m_model->fold(batch);
        any = true;
    }
    m_model->flush();
    m_keeper->endChange();
    if (any)
        showCounts();
}

void LogPane::applyFilter()
{
    m_filterDelay->stop();
    const Result<RowFilter> filter = m_parser(m_filter->text());
    setLook(m_filter, "wrong", filter ? u"false"_s : u"true"_s);
    m_filterError->setVisible(!filter);
    if (!filter) {
        m_filterError->setText(filter.error().sentence);
        return;
    }
    const QModelIndex current = m_table->currentIndex();
    const ExchangeId kept{current.isValid() ? m_model->row(current.row()).begun->id.value : 0};
    m_model->setFilter(*filter);
    if (const int row = kept ? m_model->rowOf(kept) : -1; row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    if (m_keeper->isFollowing())
        m_table->scrollToBottom();
    showCounts();
}

void LogPane::clearRows()
{
    m_model->clear();
    showCounts();
}

void LogPane::undoClear()
{
    m_model->undoClear();
    if (m_keeper->isFollowing())
        m_table->scrollToBottom();
    showCounts();
}

void LogPane::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_inspector->setVisible(current.isValid());
    if (current.isValid())
        m_inspector->show(m_model->row(current.row()));
    else
        m_inspector->showNothing();
}

void LogPane::showCounts()
{
    const auto shown = static_cast<std::size_t>(m_model->rowCount());
    const std::size_t total = m_model->total();
    m_count->setText(shown == total ? format::count(total)
                                    : tr("%1 of %2").arg(format::count(shown), format::count(total)));
    m_undo->setVisible(m_model->canUndoClear());
    m_clear->setEnabled(total > 0);
    if (total == 0)
        m_empty->setTexts(tr("No requests yet"), tr("Every request to the server appears here: open it in your browser "
                                                    "(Ctrl+Shift+O), or connect the chat."));
    else
        m_empty->setTexts(tr("No request matches the filter"),
                          tr("%1 are hidden by it. Empty the filter to see them.").arg(format::count(total)));
    m_empty->setVisible(shown == 0);
    Q_EMIT rowsChanged();
}

void LogPane::save(QSettings& settings) const
{
    m_table->save(settings);
    settings.setValue(u"log/splitter"_s, m_splitter->saveState());
}

void LogPane::restore(const QSettings& settings)
{
    m_table->restore(settings);
    m_splitter->restoreState(settings.value(u"log/splitter"_s).toByteArray());
}

void LogPane::setBackendName(const QString& name)
{
    m_inspector->setBackendName(name);
}

void LogPane::focusFilter()
{
    raise();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LogPane::setFilterText(const QString& text)
{
    m_filter->setText(text);
    applyFilter();
}

} // namespace windsock::ui
