// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/popover.h"

#include "ui/widgets/naming.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QMouseEvent>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Popover::Popover(QWidget* anchor)
    : QFrame(anchor->window())
    , m_anchor(anchor)
{
    setLook(this, "kind", u"popover"_s);
    setAutoFillBackground(true);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    hide();
}

void Popover::openAt()
{
    if (!m_anchor)
        return;
    if (parentWidget() != m_anchor->window()) // its pane floats now, or is docked again
        setParent(m_anchor->window());
    prepare();
    place();
    show();
    raise();
    qApp->installEventFilter(this);
    if (QWidget* field = firstField())
        field->setFocus(Qt::PopupFocusReason);
    else
        focusNextChild();
    Q_EMIT opened();
}

void Popover::dismiss()
{
    if (isHidden())
        return;
    qApp->removeEventFilter(this);
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_anchor)
        m_anchor->setFocus(Qt::PopupFocusReason);
    Q_EMIT dismissed();
}

void Popover::toggle()
{
    isHidden() ? openAt() : dismiss();
}

void Popover::place()
{
    adjustSize();
    const QRect room = parentWidget()->rect().adjusted(8, 8, -8, -8);
    const QPoint below = m_anchor->mapTo(parentWidget(), QPoint(0, m_anchor->height() + 4));
    const int x = std::clamp(below.x(), room.left(), std::max(room.left(), room.right() - width()));
    const int y = std::clamp(below.y(), room.top(), std::max(room.top(), room.bottom() - height()));
    move(x, y);
}

bool Popover::isOutside(QObject* watched) const
{
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != window()) // a combo box's list, a file dialog
        return false;
    return widget != this && !isAncestorOf(widget) && widget != m_anchor;
}

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && isOutside(watched))
        dismiss();
    else if (event->type() == QEvent::Resize && watched == parentWidget())
        place();
    return QFrame::eventFilter(watched, event);
}

void Popover::mousePressEvent(QMouseEvent* event)
{
    event->accept();
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace windsock::ui
