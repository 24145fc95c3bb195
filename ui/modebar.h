// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ModeBar: the modes at the left edge, Ctrl+1 on. A mode is one line: addMode(). GUI thread; owned by the window.
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QButtonGroup;
class QStackedWidget;
class QVBoxLayout;

namespace windsock::ui {

class ModeBar : public QFrame
{
    Q_OBJECT
public:
    ModeBar(QStackedWidget& pages, const Theme& theme, QWidget* parent);

    /// Adds `page` to the stack and a button for it; `id` is its icon's name too.
    void addMode(const QString& id, const QString& title, QWidget* page);
    int count() const;
    QString titleOf(int mode) const;
    void choose(int mode);

private:
    void keepOthersSmall(int mode);
    void tint();

    const Theme& m_theme;
    QStackedWidget& m_pages;
    QButtonGroup* m_buttons;
    QVBoxLayout* m_column;
};

} // namespace windsock::ui
