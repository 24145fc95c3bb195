// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a Django project in a folder: its manage.py and the settings module that it names. Reads files; any thread.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>

namespace windsock::backend {

struct DjangoProject
{
    QString folder;       ///< absolute, of manage.py
    std::string name;     ///< the folder's
    std::string settings; ///< "mysite.settings"
};

/// Error NotFound: no such folder, no manage.py in it; Invalid: manage.py names no settings module.
Result<DjangoProject> findDjangoProject(const QString& folder);

} // namespace windsock::backend
