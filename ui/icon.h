// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Icons from resources/icons, painted in a colour of the theme and crisp at any scale. GUI thread.
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace windsock::ui {

/// `name` is the file's, without ".svg"; what is black in it is painted in `color`.
QIcon tintedIcon(const QString& name, const QColor& color);
/// The application's own, in its colours.
QIcon applicationIcon();

} // namespace windsock::ui
