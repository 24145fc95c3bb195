// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/precisetimer.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>

namespace windsock::net {

PreciseTimer::PreciseTimer(IoLoop& loop, std::function<void()> expired)
    : m_loop(loop)
    , m_expired(std::move(expired))
    , m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) // std::chrono::steady_clock is this clock
{
    if (m_timer)
        m_watch = m_loop.dispatcher().watch(m_timer.get(), EPOLLIN, this);
}

PreciseTimer::~PreciseTimer()
{
    m_loop.dispatcher().unwatch(m_watch);
}

void PreciseTimer::start(Monotonic when)
{
    const auto ns = std::max<std::int64_t>(1, std::chrono::nanoseconds(when.time_since_epoch()).count()); // 0 disarms
    itimerspec spec{};
    spec.it_value.tv_sec = ns / 1'000'000'000;
    spec.it_value.tv_nsec = ns % 1'000'000'000;
    ::timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

void PreciseTimer::stop()
{
    const itimerspec never{};
    ::timerfd_settime(m_timer.get(), 0, &never, nullptr);
}

void PreciseTimer::descriptorReady(std::uint32_t)
{
    std::uint64_t times = 0;
    if (::read(m_timer.get(), &times, sizeof times) == sizeof times)
        m_expired();
}

} // namespace windsock::net
