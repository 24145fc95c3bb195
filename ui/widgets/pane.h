// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pane: a dock with a head of our own: its title, whatever the pane puts there, and small float and close buttons.
// GUI thread; owned by the page it is docked in.
#pragma once

#include "ui/theme.h"

#include <QDockWidget>

class QHBoxLayout;
class QToolButton;

namespace windsock::ui {

class Pane : public QDockWidget
{
    Q_OBJECT
public:
    /// `id` names it in the saved layout; never translate or change it.
    Pane(const QString& id, const QString& title, const Theme& theme, QWidget* parent = nullptr);

    /// Where the pane adds what belongs in its head, left to right between title and buttons.
    QHBoxLayout* head() const { return m_head; }
    /// Frames and takes `body`, and adds the pane's own buttons: once, when the head is filled.
    void setBody(QWidget* body);

private:
    QWidget* buildTitleBar(const QString& title);
    void addButtons();
    void tint();

    const Theme& m_theme;
    QHBoxLayout* m_head = nullptr;
    QToolButton* m_float = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace windsock::ui
