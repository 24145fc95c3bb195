// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/pollsproject.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace windsock::matrix {

Result<QString> unpackPolls(const QString& folder)
{
    const QString packed = QStringLiteral(":/windsock/polls");
    QDirIterator files(packed, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = folder + file.mid(packed.size());
        if (QFile::exists(target))
            continue;
        QDir().mkpath(QFileInfo(target).path());
        if (!QFile::copy(file, target))
            return Error{
                ErrorCode::Failed,
                QStringLiteral("%1 cannot be written: see that its disk has room and the folder is yours.").arg(target),
                {}};
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
    return folder;
}

} // namespace windsock::matrix
