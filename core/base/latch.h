// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Latch: one thread waits until another has done something. Unlike std::promise it may stand on the waiter's stack: the
// other thread has let go of it when wait() returns. Any two threads.
#pragma once

#include <condition_variable>
#include <mutex>

namespace windsock {

class Latch
{
public:
    void open()
    {
        // Under the lock: the waiter cannot come back, and destroy us, before we are through.
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_opened.notify_one();
    }

    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_open = false; // guarded by m_mutex
};

} // namespace windsock
