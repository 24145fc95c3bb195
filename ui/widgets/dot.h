// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dot: a small coloured disc beside a word that says the same. GUI thread; owned by its parent.
#pragma once

#include <QColor>
#include <QWidget>

namespace windsock::ui {

class Dot : public QWidget
{
    Q_OBJECT
public:
    explicit Dot(QWidget* parent = nullptr);

    void setColor(const QColor& color);
    QColor color() const { return m_color; }
    QSize sizeHint() const override { return {11, 11}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_color;
};

} // namespace windsock::ui
