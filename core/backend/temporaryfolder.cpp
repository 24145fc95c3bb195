// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/temporaryfolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <system_error>

namespace windsock::backend {

namespace {

constexpr QLatin1String prefix("windsock-");
constexpr QLatin1String lockName("lock");
constexpr qint64 leastAge = 60; // s; a younger one may be about to be locked

/// The kernel lets go of the lock when its process dies, however it does; a process id would be somebody else's one
/// day, or in another container.
bool isAbandoned(const QFileInfo& folder)
{
    if (folder.ownerId() != ::geteuid() || folder.lastModified().secsTo(QDateTime::currentDateTime()) < leastAge)
        return false;
    const QByteArray path = QFile::encodeName(QDir(folder.filePath()).filePath(lockName));
    const net::FileDescriptor lock(::open(path.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    return lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

void removeAbandoned(const QString& place)
{
    const QDir folder(place);
    for (const QFileInfo& entry : folder.entryInfoList({prefix + u'*'}, QDir::Dirs | QDir::NoSymLinks)) {
        if (isAbandoned(entry))
            QDir(entry.filePath()).removeRecursively();
    }
}

} // namespace

TemporaryFolder::TemporaryFolder(const QString& place)
    : m_dir(place + u'/' + prefix + QStringLiteral("XXXXXX"))
{
    if (!m_dir.isValid())
        return;
    const QByteArray path = QFile::encodeName(m_dir.filePath(lockName));
    m_lock = net::FileDescriptor(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!m_lock || ::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0)
        m_error = QString::fromStdString(std::generic_category().message(errno));
    removeAbandoned(place);
}

QString TemporaryFolder::errorString() const
{
    return m_dir.isValid() ? m_error : m_dir.errorString();
}

} // namespace windsock::backend
