// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IoThread: a thread with an IoLoop, running from construction to destruction. Owned by whoever started it, on any
// thread; its loop() may be handed to others, who talk to it by addCallback().
#pragma once

#include "core/base/latch.h"
#include "core/net/ioloop.h"

#include <QThread>

#include <functional>
#include <memory>
#include <optional>
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
        using Value = std::invoke_result_t<Work>;
        Latch done;
        if constexpr (std::is_void_v<Value>) {
            m_loop->addCallback([&] {
                work();
                done.open();
            });
            done.wait();
        } else {
            std::optional<Value> value;
            m_loop->addCallback([&] {
                value.emplace(work());
                done.open();
            });
            done.wait();
            return std::move(*value);
        }
    }

private:
    QThread m_thread;
    std::unique_ptr<IoLoop> m_loop; // made and destroyed on m_thread
};

} // namespace windsock::net
