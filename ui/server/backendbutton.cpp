// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/backendbutton.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace windsock::ui {

namespace {

constexpr int padding = 11;
constexpr int chevronRoom = 22;

} // namespace

BackendButton::BackendButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void BackendButton::setTexts(const QString& kind, const QString& detail)
{
    m_kind = kind;
    m_detail = detail;
    setText(kind + QLatin1Char(' ') + detail);
    updateGeometry();
    update();
}

QSize BackendButton::sizeHint() const
{
    const int kind = QFontMetrics(m_theme.bold()).horizontalAdvance(m_kind);
    const int detail = m_detail.isEmpty() ? 0 : QFontMetrics(m_theme.base()).horizontalAdvance(m_detail) + 8;
    return {kind + detail + 2 * padding + chevronRoom, QFontMetrics(m_theme.base()).height() + 13};
}

QSize BackendButton::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void BackendButton::paintEvent(QPaintEvent*)
{
    const Colors& c = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() || isDown() ? c.accent : c.line);
    painter.setBrush(underMouse() ? c.soft : c.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QRect room = rect().adjusted(padding, 0, -chevronRoom, 0);
    painter.setPen(c.text);
    painter.setFont(m_theme.bold());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, m_kind);
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(m_kind) + 8);
    painter.setPen(c.muted);
    painter.setFont(m_theme.base());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, room.width()));
    const QPointF tip(width() - 13.5, height() / 2.0 + 2.5);
    painter.setPen(QPen(c.muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({tip + QPointF(-4, -4.5), tip, tip + QPointF(4, -4.5)}));
}

} // namespace windsock::ui
