// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// SharedStatus: a backend's status under its lock: written by the backend's thread, read by any. Owned by the backend.
#pragma once

#include "core/backend/backend.h"

#include <functional>
#include <mutex>

namespace windsock::backend {

class SharedStatus
{
public:
    BackendStatus get() const;
    /// Changes it, then calls what was set.
    void update(const std::function<void(BackendStatus&)>& change);
    void setChanged(std::function<void()> changed);

private:
    mutable std::mutex m_mutex;
    BackendStatus m_status;          // guarded by m_mutex
    std::function<void()> m_changed; // guarded by m_mutex
};

} // namespace windsock::backend
