// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoLoop: Tornado's IOLoop for our threads: watches descriptors, takes callbacks from other threads, retires objects
// that are still on the call stack. Lives on its IoThread, which owns it; addCallback() alone is for any thread.
#pragma once

#include "core/net/epolldispatcher.h"

#include <QObject>

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace windsock::net {

class IoLoop
{
public:
    /// The dispatcher is the thread's own; both outlive all that uses the loop.
    explicit IoLoop(EpollDispatcher& dispatcher);
    ~IoLoop();
    IoLoop(const IoLoop&) = delete;
    IoLoop& operator=(const IoLoop&) = delete;

    EpollDispatcher& dispatcher() { return m_dispatcher; }
    /// Parent and context for QTimers and connects on this thread.
    QObject* context() { return &m_context; }

    /// Runs `callback` on the loop's thread at its next turn, in order. Any thread. Dropped once the thread has
    /// stopped.
    void addCallback(std::function<void()> callback);

    /// Destroys `object` at the end of this turn or callback: what is being called may not die under its caller.
    template <class T>
    void retire(std::unique_ptr<T> object)
    {
        if (object)
            m_retired.emplace_back(std::move(object));
    }

    /// Where streams receive into: in use while a handler is told of bytes.
    std::span<char> readBuffer() { return m_readBuffer; }
    /// For handlers: used and done with inside one call.
    std::span<char> scratchBuffer() { return m_scratchBuffer; }

private:
    void runCallbacks();
    void dropCallbacks();
    void destroyRetired();
    void turnEnded();

    EpollDispatcher& m_dispatcher;
    QObject m_context;
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_callbacks; // guarded by m_mutex
    std::vector<std::function<void()>> m_running;   // swapped with m_callbacks, keeps its capacity
    std::vector<std::shared_ptr<void>> m_retired;
    std::array<char, 64 * 1024> m_readBuffer;
    std::array<char, 64 * 1024> m_scratchBuffer;
};

} // namespace windsock::net
