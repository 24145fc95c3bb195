// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/messagetab.h"

#include "ui/format.h"
#include "ui/log/bodyview.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

MessageTab::MessageTab(const QString& id, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_startLine(new QLabel(this))
    , m_headers(new QTableWidget(0, 2, this))
    , m_body(new BodyView(id + u"Body"_s, theme, this))
    , m_splitter(new QSplitter(this))
{
    buildHeaders(id);
    m_startLine->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_startLine->setContentsMargins(10, 6, 8, 2);
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_startLine);
    column->addWidget(m_headers, 1);
    m_splitter->setObjectName(id + u"Splitter"_s);
    m_splitter->addWidget(head);
    m_splitter->addWidget(m_body);
    m_splitter->setChildrenCollapsible(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_splitter);
}

void MessageTab::buildHeaders(const QString& id)
{
    nameWidget(m_headers, id + u"Headers"_s, tr("Headers"),
               tr("Header fields in the order they were sent; Ctrl+C copies"));
    m_headers->horizontalHeader()->hide();
    m_headers->verticalHeader()->hide();
    m_headers->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_headers->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_headers->setShowGrid(false);
    m_headers->setTabKeyNavigation(false);
    auto* copy = new QShortcut(QKeySequence::Copy, m_headers);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &MessageTab::copyHeaders);
}

void MessageTab::showMessage(const QString& startLine, const http::Headers& headers, const journal::CapturedBody& body)
{
    m_startLine->setFont(m_theme.mono());
    m_startLine->setText(startLine);
    m_headers->setFont(m_theme.mono());
    m_headers->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_theme.mono()).height() + 5);
    m_headers->setRowCount(static_cast<int>(headers.size()));
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const http::Headers::Field field = headers.at(i);
        auto* name = new QTableWidgetItem(format::fromUtf8(field.name));
        name->setForeground(m_theme.colors().muted);
        m_headers->setItem(static_cast<int>(i), 0, name);
        auto* value = new QTableWidgetItem(format::oneLine(field.value, 8000));
        value->setToolTip(value->text());
        m_headers->setItem(static_cast<int>(i), 1, value);
    }
    m_body->show(body, format::fromUtf8(headers.value("Content-Encoding")));
}

void MessageTab::showNote(const QString& note)
{
    m_startLine->setText(note);
    m_headers->setRowCount(0);
    m_body->clear({});
}

/// Side by side where there is room, under each other where there is not.
void MessageTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_splitter->setOrientation(width() < 560 ? Qt::Vertical : Qt::Horizontal);
}

void MessageTab::copyHeaders() const
{
    QStringList lines;
    for (const QModelIndex& index : m_headers->selectionModel()->selectedRows())
        lines += m_headers->item(index.row(), 0)->text() + u": "_s + m_headers->item(index.row(), 1)->text();
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace windsock::ui
