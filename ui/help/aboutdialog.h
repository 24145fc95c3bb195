// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// AboutDialog: what this is, its version and licence. Not modal. GUI thread; deletes itself.
#pragma once

#include "ui/theme.h"

#include <QDialog>

namespace windsock::ui {

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(const Theme& theme, QWidget* parent);
};

} // namespace windsock::ui
