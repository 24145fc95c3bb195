// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EmptyState: what an empty view shows instead of nothing: what will appear here and how to make it appear.
// GUI thread; owned by the view it lies over.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace windsock::ui {

class EmptyState : public QWidget
{
    Q_OBJECT
public:
    /// Covers `over` (a view's viewport) and follows its size.
    EmptyState(const QString& title, const QString& hint, QWidget* over);

    void setTexts(const QString& title, const QString& hint);
    /// A button under the words; made once.
    QPushButton* addAction(const QString& text, const QString& objectName);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_hint;
};

} // namespace windsock::ui
