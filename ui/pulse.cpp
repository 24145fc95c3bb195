// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pulse.h"

#include <QEvent>
#include <QWidget>

namespace windsock::ui {

Pulse::Pulse(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    m_timer.setInterval(rowInterval);
    connect(&m_timer, &QTimer::timeout, this, &Pulse::tick);
    m_window->installEventFilter(this);
    follow();
}

bool Pulse::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)
        QTimer::singleShot(0, this, &Pulse::follow); // the state is settled once the event was delivered
    return QObject::eventFilter(watched, event);
}

void Pulse::tick()
{
    Q_EMIT rowsTicked();
    if (++m_ticks % ticksPerChart == 0)
        Q_EMIT chartsTicked();
}

void Pulse::follow()
{
    const bool shown = m_window->isVisible() && !m_window->isMinimized();
    if (shown && !m_timer.isActive())
        m_timer.start();
    else if (!shown)
        m_timer.stop();
}

} // namespace windsock::ui
