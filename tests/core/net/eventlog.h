// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EventLog: what happened, in order, written by one thread and awaited by another. Waits end with the event, or fail
// after five seconds. Any thread.
#pragma once

#include <QByteArray>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace windsock::test {

class EventLog
{
public:
    void add(std::string event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
        m_changed.notify_all();
    }

    /// Whether `event` has come by the time limit.
    bool wait(const std::string& event)
    {
        return waitUntil([&] { return std::find(m_events.begin(), m_events.end(), event) != m_events.end(); });
    }

    bool waitForCount(std::size_t count)
    {
        return waitUntil([&] { return m_events.size() >= count; });
    }

    std::size_t count(const std::string& event) const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<std::size_t>(std::count(m_events.begin(), m_events.end(), event));
    }

    /// All events, parted by one space.
    QByteArray text() const
    {
        const std::lock_guard lock(m_mutex);
        QByteArray joined;
        for (const std::string& event : m_events)
            joined += (joined.isEmpty() ? QByteArray() : QByteArray(" ")) + QByteArray::fromStdString(event);
        return joined;
    }

private:
    template <class Condition>
    bool waitUntil(Condition condition)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(5), condition);
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_events; // guarded by m_mutex
};

} // namespace windsock::test
