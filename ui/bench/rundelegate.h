// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunDelegate: paints a kept run in two lines, its title and what it was, behind a check mark. GUI thread; owned by its
// view.
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

namespace windsock::ui {

class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    RunDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// A click on the mark turns it.
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    static QRect markOf(const QRect& row);
    QRect titleOf(const QRect& row) const;

    const Theme& m_theme;
};

} // namespace windsock::ui
