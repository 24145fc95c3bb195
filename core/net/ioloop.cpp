// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ioloop.h"

namespace windsock::net {

IoLoop::IoLoop(EpollDispatcher& dispatcher)
    : m_dispatcher(dispatcher)
{
    m_dispatcher.setTurnEnded([this] { turnEnded(); });
}

IoLoop::~IoLoop()
{
    m_dispatcher.setTurnEnded({});
    dropCallbacks();
    destroyRetired();
}

void IoLoop::addCallback(std::function<void()> callback)
{
    {
        const std::lock_guard lock(m_mutex);
        m_callbacks.push_back(std::move(callback));
    }
    m_dispatcher.wakeUp();
}

void IoLoop::runCallbacks()
{
    {
        const std::lock_guard lock(m_mutex);
        m_running.swap(m_callbacks);
    }
    for (auto& callback : m_running) {
        callback();
        destroyRetired(); // before the next one, which might find them
    }
    m_running.clear();
}

void IoLoop::dropCallbacks()
{
    // Outside the lock, and while the loop is whole: what they hold may add callbacks and retire objects as it dies.
    std::vector<std::function<void()>> dropped;
    {
        const std::lock_guard lock(m_mutex);
        dropped.swap(m_callbacks);
    }
    dropped.clear();
}

void IoLoop::turnEnded()
{
    destroyRetired();
    runCallbacks();
}

void IoLoop::destroyRetired()
{
    // Destructors may retire more; they get theirs in this same turn.
    while (!m_retired.empty()) {
        const auto dying = std::move(m_retired);
        m_retired.clear();
    }
}

} // namespace windsock::net
