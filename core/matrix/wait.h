// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Wait: keeps a thread's event loop running until something holds, a time limit is over, or somebody has had enough.
// Lives on any one thread whose event loop may run inside the call.
#pragma once

#include <chrono>
#include <functional>

namespace windsock::matrix {

class Wait
{
public:
    using Question = std::function<bool()>;

    /// `cancelled` is asked again and again; from then on every wait ends at once.
    explicit Wait(Question cancelled)
        : m_cancelled(std::move(cancelled))
    {
    }

    /// Whether `done` came to hold.
    bool until(const Question& done, std::chrono::milliseconds limit) const;
    bool cancelled() const { return m_cancelled(); }

private:
    const Question m_cancelled;
};

} // namespace windsock::matrix
