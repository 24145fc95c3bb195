// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exchangedelegate.h"

#include "core/journal/records.h"
#include "ui/log/exchangecolumns.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace windsock::ui {

double barFraction(std::chrono::microseconds duration)
{
    constexpr double least = 100; // 0.1 ms
    constexpr double decades = 5; // to 10 s
    const double value = static_cast<double>(std::max<std::int64_t>(duration.count(), 1));
    return std::clamp(std::log10(value / least) / decades, 0.0, 1.0);
}

ExchangeDelegate::ExchangeDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ExchangeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(m_theme.mono());
    const bool hasBar = static_cast<ExchangeColumn>(index.column()) == ExchangeColumn::Duration;
    const int text = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {text + 2 * padding + 1 + (hasBar ? barWidth + padding : 0), metrics.height() + 9};
}

QColor ExchangeDelegate::colorOfRow(const QModelIndex& index) const
{
    if (index.data(PendingRole).toBool())
        return m_theme.colors().muted;
    return m_theme.ofStatus(index.data(StatusRole).toInt());
}

QColor ExchangeDelegate::colorOf(const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    switch (static_cast<ExchangeColumn>(index.column())) {
    case ExchangeColumn::Status:
    case ExchangeColumn::Level:
        return colorOfRow(index);
    case ExchangeColumn::Method:
    case ExchangeColumn::Path:
    case ExchangeColumn::Size:
        return c.text;
    case ExchangeColumn::Duration:
        return index.data(PendingRole).toBool() || index.data(OpenRole).toBool() ? c.muted : c.text;
    default:
        return c.muted;
    }
}

void ExchangeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = m_theme.colors();
    const auto column = static_cast<ExchangeColumn>(index.column());
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    if (selected)
        painter->fillRect(option.rect, c.selection);
    if (selected && column == ExchangeColumn::Time)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
    QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    if (column == ExchangeColumn::Duration) {
        if (!index.data(OpenRole).toBool())
            paintBar(painter, QRect(room.right() - barWidth + 1, room.top(), barWidth, room.height()), index);
        room.setRight(room.right() - barWidth - padding);
    }
    QFont font = m_theme.mono();
    if (column == ExchangeColumn::Status)
        font.setBold(true);
    painter->setFont(font);
    painter->setPen(colorOf(index));
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(
        room, static_cast<int>(alignment) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

void ExchangeDelegate::paintBar(QPainter* painter, const QRect& room, const QModelIndex& index) const
{
    const double fraction = barFraction(std::chrono::microseconds(index.data(DurationRole).toLongLong()));
    const QRectF bar(room.left(), room.center().y() - 3.5, std::max(3.0, fraction * room.width()), 8);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor color = colorOfRow(index);
    if (index.data(PendingRole).toBool())
        color.setAlphaF(0.45F);
    painter->setBrush(color);
    painter->drawRoundedRect(bar, 2, 2);
}

} // namespace windsock::ui
