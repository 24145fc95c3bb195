// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/iothread.h"

namespace windsock::net {

IoThread::IoThread(const QString& name)
{
    auto* dispatcher = new EpollDispatcher; // the thread owns it from here on
    m_thread.setEventDispatcher(dispatcher);
    m_thread.setObjectName(name);
    Latch made;
    // started() and finished() are emitted on the new thread: the loop is born and dies there.
    QObject::connect(
        &m_thread, &QThread::started, dispatcher,
        [this, dispatcher, &made] {
            m_loop = std::make_unique<IoLoop>(*dispatcher);
            made.open();
        },
        Qt::DirectConnection);
    QObject::connect(
        &m_thread, &QThread::finished, dispatcher, [this] { m_loop.reset(); }, Qt::DirectConnection);
    m_thread.start();
    made.wait();
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace windsock::net
