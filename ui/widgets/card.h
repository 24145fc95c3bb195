// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Card: a framed part of a page that stays where it is: a head with a title and whatever belongs there, a body below.
// GUI thread; owned by its page.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace windsock::ui {

class Card : public QWidget
{
    Q_OBJECT
public:
    Card(const QString& objectName, const QString& title, QWidget* parent);

    void setTitle(const QString& title);
    /// Left to right behind the title.
    QHBoxLayout* head() const { return m_head; }
    QVBoxLayout* body() const { return m_body; }

private:
    QLabel* m_title;
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
};

} // namespace windsock::ui
