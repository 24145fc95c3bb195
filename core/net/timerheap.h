// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TimerHeap: the Qt timers of one thread, soonest first. An I/O thread has a handful; connections share one sweep.
// Lives in an EpollDispatcher.
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <optional>
#include <vector>

namespace windsock::net {

class TimerHeap
{
public:
    using Clock = std::chrono::steady_clock;

    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject* object);
    bool remove(int id);
    bool removeAll(const QObject* object);
    QList<QAbstractEventDispatcher::TimerInfo> of(const QObject* object) const;
    /// Until the timer fires; nothing when there is no such timer.
    std::optional<std::chrono::milliseconds> remaining(int id, Clock::time_point now) const;
    /// Until the next one fires, rounded up; nothing when there are no timers.
    std::optional<std::chrono::milliseconds> next(Clock::time_point now) const;
    /// Sends the QTimerEvents that are due; each timer at most once a call. True when one was sent.
    bool fire(Clock::time_point now);

private:
    struct Timer
    {
        int id;
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject* object;
        Clock::time_point due;
        bool firing = false; // a timer does not fire inside its own event
    };

    Timer* find(int id);
    std::vector<Timer> m_timers; // unordered: a thread has few
};

} // namespace windsock::net
