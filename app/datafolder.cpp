// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/datafolder.h"

#include <QStandardPaths>

namespace windsock::app {

QString dataFolder()
{
    const QString own = qEnvironmentVariable("WINDSOCK_DATA_DIR");
    return own.isEmpty()
               ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/windsock")
               : own;
}

} // namespace windsock::app
