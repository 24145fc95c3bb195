// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PreciseTimer: a timer of the monotonic clock to the µs, where QTimer has ms. Lives on its IoLoop's thread; owned by
// whoever is called.
#pragma once

#include "core/base/clock.h"
#include "core/net/filedescriptor.h"
#include "core/net/ioloop.h"

#include <functional>

namespace windsock::net {

class PreciseTimer final : private Watcher
{
public:
    /// `expired` may arm it anew, and may not destroy it.
    PreciseTimer(IoLoop& loop, std::function<void()> expired);
    ~PreciseTimer();
    PreciseTimer(const PreciseTimer&) = delete;
    PreciseTimer& operator=(const PreciseTimer&) = delete;

    /// Expires once, at `when`, or at the next turn when that is past. Replaces what was armed.
    void start(Monotonic when);
    void stop();

private:
    void descriptorReady(std::uint32_t events) override;

    IoLoop& m_loop;
    const std::function<void()> m_expired;
    FileDescriptor m_timer; // timerfd; invalid when there are no descriptors left: then it never expires
    WatchId m_watch;
};

} // namespace windsock::net
