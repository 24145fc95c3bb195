// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoThread: a thread with an IoLoop, running from construction to destruction. Owned by whoever started it, on any thread;
// its loop() may be handed to others, who talk to it by addCallback().
#pragma once

#include "core/net/ioloop.h"

#include <QThread>

#include <functional>
#include <future>
#include <memory>
#include <type_traits>

namespace windsock::net {

class IoThread
{
public:
    explicit IoThread(const QString& name);
    /// Stops the loop after its current turn and joins. Callbacks not yet run are dropped.
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    IoLoop& loop() { return *m_loop; }

    /// Runs `work` on the thread and waits for its result. Not from the thread itself.
    template <class Work>
    auto call(Work work) -> std::invoke_result_t<Work>
    {
        std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
        auto result = task.get_future();
        m_loop->addCallback([&task] { task(); });
        return result.get();
    }

private:
    QThread m_thread;
    std::unique_ptr<IoLoop> m_loop; // made and destroyed on m_thread
};

} // namespace windsock::net
