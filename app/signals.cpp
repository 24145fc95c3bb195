// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <sys/signalfd.h>

#include <csignal>

namespace windsock::app {

namespace {

int openSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

Signals::Signals()
    : m_descriptor(openSignals())
    , m_notifier(m_descriptor.get(), QSocketNotifier::Read)
{
    std::signal(SIGPIPE, SIG_IGN);
    connect(&m_notifier, &QSocketNotifier::activated, this, &Signals::read);
}

void Signals::read()
{
    signalfd_siginfo info{};
    while (::read(m_descriptor.get(), &info, sizeof info) == sizeof info)
        Q_EMIT stopRequested();
}

} // namespace windsock::app
