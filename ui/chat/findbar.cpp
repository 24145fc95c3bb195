// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/findbar.h"

#include "ui/chat/messagemodel.h"
#include "ui/chat/messagetext.h"
#include "ui/format.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

enum Wanted { Anything, SentOnly, ReceivedOnly, ControlOnly, EventsOnly };

bool isWanted(const chat::Message& message, int wanted)
{
    using chat::Direction;
    using chat::Kind;
    switch (wanted) {
    case SentOnly:
        return message.direction == Direction::Sent;
    case ReceivedOnly:
        return message.direction == Direction::Received;
    case ControlOnly:
        return message.kind == Kind::Ping || message.kind == Kind::Pong || message.kind == Kind::Close;
    case EventsOnly:
        return message.direction == Direction::Neither;
    default:
        return true;
    }
}

} // namespace

FindBar::FindBar(MessageModel& model, QTableView& table, QWidget* parent)
    : QFrame(parent)
    , m_model(model)
    , m_table(table)
    , m_text(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_note(makeLabel({}, u"error"_s, this))
{
    nameWidget(this, u"chatFind"_s, tr("Find in the messages"));
    setLook(this, "kind", u"strip"_s);
    build();
    hide();
}

void FindBar::build()
{
    nameWidget(m_text, u"chatFindText"_s, tr("Find messages"),
               tr("A regular expression; Return goes to the one before, Shift+Return to the next, Escape closes"));
    m_text->setPlaceholderText(tr("Find: text or regular expression"));
    nameWidget(m_kind, u"chatFindKind"_s, tr("Which messages"));
    m_kind->addItems({tr("all"), tr("sent"), tr("received"), tr("control frames"), tr("events")});
    auto* up = makeButton(u"▲"_s, u"chatFindPrevious"_s, tr("The match before (Return)"), this);
    auto* down = makeButton(u"▼"_s, u"chatFindNext"_s, tr("The next match (Shift+Return)"), this);
    up->setAccessibleName(tr("Previous match"));
    down->setAccessibleName(tr("Next match"));
    connect(up, &QPushButton::clicked, this, [this] { find(-1); });
    connect(down, &QPushButton::clicked, this, [this] { find(1); });
    connect(m_text, &QLineEdit::textEdited, m_note, &QLabel::clear);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(5);
    row->addWidget(m_text, 1);
    row->addWidget(m_note);
    row->addWidget(m_kind);
    row->addWidget(up);
    row->addWidget(down);
}

void FindBar::openUp()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

bool FindBar::matches(const chat::Message& message, const QRegularExpression& pattern) const
{
    if (!isWanted(message, m_kind->currentIndex()))
        return false;
    const bool text = message.kind == chat::Kind::Text;
    return pattern.match(text ? format::fromUtf8(message.data) : messageLine(message)).hasMatch();
}

bool FindBar::find(int step)
{
    const QRegularExpression pattern(m_text->text(), QRegularExpression::CaseInsensitiveOption);
    const int count = m_model.rowCount();
    if (!pattern.isValid()) {
        m_note->setText(
            tr("wrong at character %1: %2").arg(pattern.patternErrorOffset() + 1).arg(pattern.errorString()));
        return false;
    }
    const QModelIndex current = m_table.currentIndex();
    int row = current.isValid() ? current.row() : step < 0 ? count : -1;
    for (int tried = 0; tried < count; ++tried) {
        row = (row + step + count) % count;
        if (matches(m_model.message(row), pattern)) {
            m_table.setCurrentIndex(m_model.index(row, 0));
            m_note->clear();
            return true;
        }
    }
    m_note->setText(tr("not found"));
    return false;
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        Q_EMIT closed();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        find(event->modifiers().testFlag(Qt::ShiftModifier) ? 1 : -1);
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace windsock::ui
