// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeDelegate: paints the request log's cells: monospaced, status and level in their colours, a logarithmic bar
// beside each duration. GUI thread; owned by the table.
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

#include <chrono>

namespace windsock::ui {

/// Where a duration stands between 0.1 ms (0) and 10 s (1), logarithmically.
double barFraction(std::chrono::microseconds duration);

class ExchangeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ExchangeDelegate(const Theme& theme, QObject* parent);

    static constexpr int padding = 8;
    static constexpr int barWidth = 84;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The colour of a cell's text.
    QColor colorOf(const QModelIndex& index) const;

private:
    QColor colorOfRow(const QModelIndex& index) const;
    void paintBar(QPainter* painter, const QRect& room, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace windsock::ui
