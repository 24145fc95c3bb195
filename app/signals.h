// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Signals: SIGINT, SIGTERM and SIGHUP as a Qt signal, through a descriptor. Main thread; one at a time, owned by a
// command.
#pragma once

#include "core/net/filedescriptor.h"

#include <QObject>
#include <QSocketNotifier>

namespace windsock::app {

class Signals : public QObject
{
    Q_OBJECT
public:
    /// To be called before any thread is made, which inherit the mask (signalfd(2)); an application object makes some.
    static void block();
    /// Needs an application object, for its event dispatcher.
    Signals();

Q_SIGNALS:
    /// Once for each signal.
    void stopRequested();

private:
    void read();

    net::FileDescriptor m_descriptor;
    QSocketNotifier m_notifier;
};

} // namespace windsock::app
