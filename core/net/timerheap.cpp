// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/timerheap.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

namespace windsock::net {

using std::chrono::milliseconds;

void TimerHeap::add(int id, milliseconds interval, Qt::TimerType type, QObject* object)
{
    m_timers.push_back({id, interval, type, object, Clock::now() + interval});
}

bool TimerHeap::remove(int id)
{
    return std::erase_if(m_timers, [id](const Timer& timer) { return timer.id == id; }) > 0;
}

bool TimerHeap::removeAll(const QObject* object)
{
    return std::erase_if(m_timers, [object](const Timer& timer) { return timer.object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerHeap::of(const QObject* object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> infos;
    for (const Timer& timer : m_timers) {
        if (timer.object == object)
            infos.append({timer.id, static_cast<int>(timer.interval.count()), timer.type});
    }
    return infos;
}

std::optional<milliseconds> TimerHeap::remaining(int id, Clock::time_point now) const
{
    for (const Timer& timer : m_timers) {
        if (timer.id == id)
            return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(timer.due - now));
    }
    return std::nullopt;
}

std::optional<milliseconds> TimerHeap::next(Clock::time_point now) const
{
    std::optional<Clock::time_point> soonest;
    for (const Timer& timer : m_timers) {
        if (!timer.firing && (!soonest || timer.due < *soonest))
            soonest = timer.due;
    }
    if (!soonest)
        return std::nullopt;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*soonest - now));
}

TimerHeap::Timer* TimerHeap::find(int id)
{
    const auto found = std::find_if(m_timers.begin(), m_timers.end(), [id](const Timer& t) { return t.id == id; });
    return found == m_timers.end() ? nullptr : &*found;
}

bool TimerHeap::fire(Clock::time_point now)
{
    // Handlers add and remove timers: first note who is due, then look each up again.
    std::vector<std::pair<Clock::time_point, int>> due;
    for (const Timer& timer : m_timers) {
        if (!timer.firing && timer.due <= now)
            due.emplace_back(timer.due, timer.id);
    }
    std::stable_sort(due.begin(), due.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [when, id] : due) {
        Timer* timer = find(id);
        if (!timer || timer->firing || timer->due > now)
            continue; // stopped by a handler before it; its id may be another's by now
        timer->firing = true;
        timer->due = std::max(timer->due + timer->interval, now);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer->object, &event);
        if (Timer* still = find(id))
            still->firing = false;
    }
    return !due.empty();
}

} // namespace windsock::net
