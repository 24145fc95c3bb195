// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messagedelegate.h"

#include "core/chat/conversation.h"
#include "ui/chat/messagecolumns.h"

#include <QPainter>
#include <QTextLayout>

namespace windsock::ui {

using chat::Direction;
using chat::Kind;

MessageDelegate::MessageDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(m_theme.mono());
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * padding, metrics.height() + 9};
}

QColor MessageDelegate::backgroundOf(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    if (option.state & QStyle::State_Selected)
        return c.selection;
    switch (static_cast<Direction>(index.data(DirectionRole).toInt())) {
    case Direction::Sent:
        return c.sent;
    case Direction::Received:
        return c.received;
    case Direction::Neither:
        break;
    }
    return c.panel;
}

QColor MessageDelegate::colorOf(const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    const auto kind = static_cast<Kind>(index.data(KindRole).toInt());
    const auto direction = static_cast<Direction>(index.data(DirectionRole).toInt());
    const bool failed = kind == Kind::Refused || kind == Kind::Lost;
    const auto column = static_cast<MessageColumn>(index.column());
    if (column == MessageColumn::Direction)
        return failed                             ? c.error
               : direction == Direction::Sent     ? (c.dark ? c.p50 : c.p50.darker(115))
               : direction == Direction::Received ? c.ok
                                                  : c.muted;
    if (column != MessageColumn::Text)
        return c.muted;
    if (failed)
        return c.error;
    return kind == Kind::Text || kind == Kind::Binary ? c.text : c.muted;
}

void MessageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->fillRect(option.rect, backgroundOf(option, index));
    painter->setFont(m_theme.mono());
    painter->setPen(colorOf(index));
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QFontMetrics metrics = painter->fontMetrics();
    if (static_cast<MessageColumn>(index.column()) != MessageColumn::Text) {
        const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
        painter->drawText(room, static_cast<int>(alignment) | Qt::TextSingleLine, text);
    } else if (room.height() < 2 * metrics.lineSpacing()) {
        painter->drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(text, Qt::ElideRight, room.width()));
    } else {
        paintWrapped(painter, room, text);
    }
    painter->restore();
}

int MessageDelegate::lineCount(const QString& text, const QFont& font, int width)
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    int count = 0;
    for (QTextLine line = layout.createLine(); line.isValid() && count < mostLines; line = layout.createLine(), ++count)
        line.setLineWidth(width);
    layout.endLayout();
    return std::max(1, count);
}

void MessageDelegate::paintWrapped(QPainter* painter, const QRect& room, const QString& text)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int lines = std::clamp(room.height() / metrics.lineSpacing(), 1, mostLines);
    QTextLayout layout(text, painter->font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    int y = room.top() + (room.height() - lines * metrics.lineSpacing()) / 2 + metrics.ascent();
    for (int number = 1; number <= lines; ++number, y += metrics.lineSpacing()) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(room.width());
        const QString rest = text.mid(line.textStart());
        painter->drawText(room.left(), y,
                          number < lines ? rest.left(line.textLength())
                                         : metrics.elidedText(rest, Qt::ElideRight, room.width()));
    }
    layout.endLayout();
}

} // namespace windsock::ui
