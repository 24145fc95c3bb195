// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WorkerFolder: the temporary folder of a pool: its workers' sockets, and the program they run; removed when this
// dies. Owned by the WorkerPool, on its thread.
#pragma once

#include "core/backend/temporaryfolder.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QString>

#include <memory>

namespace windsock::backend {

class WorkerFolder
{
public:
    /// Makes it, if it is not there yet. Error: no folder can be made or written to, or its path is too long for
    /// sockets.
    Result<void> prepare();

    /// Absolute paths, once prepare() has succeeded.
    QString program() const { return m_dir->filePath(QStringLiteral("wsgi_worker.py")); }
    QString socket(WorkerId worker) const { return m_dir->filePath(QStringLiteral("w%1").arg(worker.value)); }

private:
    std::unique_ptr<TemporaryFolder> m_dir; // null until prepare() has succeeded
};

} // namespace windsock::backend
