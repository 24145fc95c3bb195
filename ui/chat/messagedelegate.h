// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageDelegate: paints the chat's rows: tinted by direction, long texts wrapped up to three lines, figures
// monospaced. GUI thread; owned by the table.
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

namespace windsock::ui {

class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    MessageDelegate(const Theme& theme, QObject* parent);

    static constexpr int padding = 8;
    static constexpr int mostLines = 3;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QColor backgroundOf(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    QColor colorOf(const QModelIndex& index) const;
    /// Lines that paintWrapped() needs for `text` in so many pixels, at most mostLines.
    static int lineCount(const QString& text, const QFont& font, int width);

private:
    /// On up to mostLines lines, broken at words where that works; the last one elided.
    static void paintWrapped(QPainter* painter, const QRect& room, const QString& text);

    const Theme& m_theme;
};

} // namespace windsock::ui
