// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/sharedstatus.h"

namespace windsock::backend {

BackendStatus SharedStatus::get() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void SharedStatus::update(const std::function<void(BackendStatus&)>& change)
{
    std::function<void()> changed;
    {
        const std::lock_guard lock(m_mutex);
        change(m_status);
        changed = m_changed;
    }
    if (changed)
        changed();
}

void SharedStatus::setChanged(std::function<void()> changed)
{
    const std::lock_guard lock(m_mutex);
    m_changed = std::move(changed);
}

} // namespace windsock::backend
