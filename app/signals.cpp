// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <sys/signalfd.h>

#include <csignal>

namespace windsock::app {

namespace {

sigset_t stopSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    struct sigaction hangUp
    {
    };
    // The terminal was closed. Under nohup it is ignored, which a signalfd would not respect.
    if (::sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler != SIG_IGN)
        sigaddset(&set, SIGHUP);
    return set;
}

int openSignals()
{
    Signals::block();
    const sigset_t set = stopSignals();
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

Signals::Signals()
    : m_descriptor(openSignals())
    , m_notifier(m_descriptor.get(), QSocketNotifier::Read)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file at its limit is an error of one write, not the end
    connect(&m_notifier, &QSocketNotifier::activated, this, &Signals::read);
}

void Signals::block()
{
    const sigset_t set = stopSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void Signals::read()
{
    signalfd_siginfo info{};
    while (::read(m_descriptor.get(), &info, sizeof info) == sizeof info)
        Q_EMIT stopRequested();
}

} // namespace windsock::app
