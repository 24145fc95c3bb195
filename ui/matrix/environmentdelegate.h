// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentDelegate: paints a cell of the matrix: verdicts in their colour, what is not known yet in muted text. GUI
// thread; owned by its view.
#pragma once

#include "core/matrix/environmentresult.h"
#include "ui/theme.h"

#include <QStyledItemDelegate>

namespace windsock::ui {

/// The same wherever a verdict is written.
QColor colorOf(matrix::Verdict verdict, const Colors& colors);

class EnvironmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    EnvironmentDelegate(const Theme& theme, QObject* parent);

    static constexpr int padding = 8;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Of a cell's text.
    QColor textColor(const QModelIndex& index) const;
    QFont fontOf(const QModelIndex& index) const;

private:
    const Theme& m_theme;
};

} // namespace windsock::ui
