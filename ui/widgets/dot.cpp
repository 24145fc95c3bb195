// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dot.h"

#include <QPainter>

namespace windsock::ui {

Dot::Dot(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void Dot::setColor(const QColor& color)
{
    if (m_color == color)
        return;
    m_color = color;
    update();
}

void Dot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_color);
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
}

} // namespace windsock::ui
