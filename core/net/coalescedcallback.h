// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CoalescedCallback: work for a loop that many may ask for at once and that is done once. Any thread. Its owner sees to
// it that nobody posts any more, and runs through the loop (IoThread::call) before this is destroyed.
#pragma once

#include "core/net/ioloop.h"

#include <atomic>
#include <functional>

namespace windsock::net {

class CoalescedCallback
{
public:
    /// `work` runs on the loop's thread.
    CoalescedCallback(IoLoop& loop, std::function<void()> work)
        : m_loop(loop)
        , m_work(std::move(work))
    {
    }

    /// Nothing when it is on its way already.
    void post()
    {
        if (m_posted.exchange(true))
            return;
        m_loop.addCallback([this] {
            m_posted = false;
            m_work();
        });
    }

private:
    IoLoop& m_loop;
    const std::function<void()> m_work;
    std::atomic<bool> m_posted{false};
};

} // namespace windsock::net
