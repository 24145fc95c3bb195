// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/environmentdelegate.h"

#include "ui/matrix/environmentmodel.h"

#include <QPainter>

namespace windsock::ui {

QColor colorOf(matrix::Verdict verdict, const Colors& colors)
{
    if (verdict == matrix::Verdict::Yes)
        return colors.ok;
    return verdict == matrix::Verdict::Maybe ? colors.warning : colors.error;
}

EnvironmentDelegate::EnvironmentDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QFont EnvironmentDelegate::fontOf(const QModelIndex& index) const
{
    switch (static_cast<EnvironmentColumn>(index.column())) {
    case EnvironmentColumn::Name:
    case EnvironmentColumn::PerSecond:
        return m_theme.mono();
    case EnvironmentColumn::Overall:
        return index.data(VerdictRole).isValid() ? m_theme.bold() : m_theme.base();
    default:
        return m_theme.base();
    }
}

QColor EnvironmentDelegate::textColor(const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    const QVariant verdict = index.data(VerdictRole);
    if (verdict.isValid())
        return colorOf(static_cast<matrix::Verdict>(verdict.toInt()), c);
    switch (static_cast<EnvironmentColumn>(index.column())) {
    case EnvironmentColumn::WebSocket:
    case EnvironmentColumn::Django:
    case EnvironmentColumn::Overall:
        return c.muted;
    case EnvironmentColumn::Name:
        return c.redirect;
    default:
        return c.text;
    }
}

void EnvironmentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, c.selection);
        if (index.column() == 0)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
    }
    painter->setFont(fontOf(index));
    painter->setPen(textColor(index));
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(
        room, static_cast<int>(alignment) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

QSize EnvironmentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(fontOf(index));
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * padding + 1, metrics.height() + 14};
}

} // namespace windsock::ui
