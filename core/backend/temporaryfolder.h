// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TemporaryFolder: a folder of this process in the temporary one, removed with it; what a killed Windsock has left
// there goes too. Owned by whoever needs it, on one thread.
#pragma once

#include "core/net/filedescriptor.h"

#include <QDir>
#include <QString>
#include <QTemporaryDir>

namespace windsock::backend {

class TemporaryFolder
{
public:
    /// In `place`. Check isValid().
    explicit TemporaryFolder(const QString& place = QDir::tempPath());

    bool isValid() const { return m_dir.isValid() && m_lock; }
    QString errorString() const;
    QString path() const { return m_dir.path(); }
    QString filePath(const QString& name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
    net::FileDescriptor m_lock; // held as long as the folder is somebody's
    QString m_error;
};

} // namespace windsock::backend
