// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RestartPause: how long to wait before a process that has died is started again: at once after the first death, then
// longer and longer, for one that dies at each start must not eat the machine. A plain value; owned by who starts it.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>

namespace windsock::backend {

class RestartPause
{
public:
    /// What had served for `age` has ended: one that lived long begins anew.
    void lived(MonotonicClock::duration age)
    {
        if (age > std::chrono::seconds(10))
            m_deaths = 0;
    }
    void died() { ++m_deaths; }
    std::chrono::milliseconds pause() const
    {
        using std::chrono::milliseconds;
        if (m_deaths <= 1)
            return milliseconds(0);
        return std::min(milliseconds(30'000), milliseconds(250) * (1 << std::min(m_deaths - 2, 10)));
    }

private:
    int m_deaths = 0; // in a row, of processes that did not live long
};

} // namespace windsock::backend
