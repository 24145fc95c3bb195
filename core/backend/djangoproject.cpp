// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/djangoproject.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace windsock::backend {

namespace {

// Both ways in which manage.py names it: setdefault(NAME, VALUE) and environ[NAME] = VALUE; not in a comment.
const char* const settingsPattern = R"((?m)^[^#\n]*DJANGO_SETTINGS_MODULE["']\s*(?:,|\]\s*=)\s*["']([\w.]+)["'])";

} // namespace

Result<DjangoProject> findDjangoProject(const QString& folder)
{
    const QString shown = folder.left(200);
    const QDir dir(folder);
    if (folder.isEmpty() || !dir.exists()) {
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("There is no folder \"%1\": give the folder that holds the project's manage.py.").arg(shown),
            {}};
    }
    QFile manage(dir.filePath(QStringLiteral("manage.py")));
    if (!manage.open(QIODevice::ReadOnly)) {
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("\"%1\" is no Django project: there is no manage.py in it that can be read.").arg(shown),
            {}};
    }
    const QRegularExpression pattern(QString::fromLatin1(settingsPattern));
    const auto match = pattern.match(QString::fromUtf8(manage.readAll()));
    if (!match.hasMatch()) {
        return Error{
            ErrorCode::Invalid,
            QStringLiteral(
                "\"%1/manage.py\" does not name a settings module: set DJANGO_SETTINGS_MODULE in it as django-admin "
                "startproject does.")
                .arg(shown),
            {}};
    }
    return DjangoProject{dir.absolutePath(), QFileInfo(dir.absolutePath()).fileName().toStdString(),
                         match.captured(1).toStdString()};
}

} // namespace windsock::backend
