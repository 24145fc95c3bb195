// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/workerfolder.h"

#include <sys/un.h>

#include <QDir>
#include <QFile>

namespace windsock::backend {

namespace {

constexpr auto workerResource = ":/windsock/python/wsgi_worker.py";
constexpr qsizetype longestSocketName = 21; // "/w" and the digits of a WorkerId still to come

Error folderError(const QString& what)
{
    return {ErrorCode::Failed, what + QStringLiteral(": let TMPDIR name another folder."), {}};
}

} // namespace

Result<void> WorkerFolder::prepare()
{
    if (m_dir)
        return {};
    const QString place = QDir::tempPath().left(200);
    // Qt's path for what is not there is empty: the folder would be made in the file system's root.
    if (place.isEmpty())
        return folderError(
            QStringLiteral("There is no temporary folder %1").arg(qEnvironmentVariable("TMPDIR").left(200)));
    auto dir = std::make_unique<TemporaryFolder>();
    if (!dir->isValid())
        return folderError(QStringLiteral("No folder can be made in %1 (%2)")
                               .arg(place, dir->errorString().section(u':', -1).trimmed()));
    if (QFile::encodeName(dir->path()).size() + longestSocketName >= qsizetype(sizeof(sockaddr_un::sun_path)))
        return folderError(QStringLiteral("%1 is too long a path for a worker's socket").arg(place));
    // Python reads files, not Qt's resources.
    QFile resource(QString::fromLatin1(workerResource));
    if (!resource.copy(dir->filePath(QStringLiteral("wsgi_worker.py"))))
        return folderError(QStringLiteral("Nothing can be written to %1 (%2)").arg(place, resource.errorString()));
    m_dir = std::move(dir);
    return {};
}

} // namespace windsock::backend
