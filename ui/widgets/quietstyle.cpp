// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/quietstyle.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace windsock::ui {

QuietStyle::QuietStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
    qApp->installEventFilter(this);
}

int QuietStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                          QStyleHintReturn* data) const
{
    if (hint == SH_UnderlineShortcut)
        return m_underlines || (widget && widget->inherits("QMenu"));
    return QProxyStyle::styleHint(hint, option, widget, data);
}

bool QuietStyle::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::KeyPress || type == QEvent::KeyRelease) {
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt)
            show(type == QEvent::KeyPress);
    } else if (type == QEvent::WindowDeactivate) {
        show(false);
    }
    return QProxyStyle::eventFilter(watched, event);
}

void QuietStyle::show(bool underlines)
{
    if (m_underlines == underlines)
        return;
    m_underlines = underlines;
    for (QWidget* widget : QApplication::allWidgets()) {
        if (widget->isVisible())
            widget->update();
    }
}

} // namespace windsock::ui
