// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunOptions: how the environments of a matrix are tried, the same for all of them. A plain value, for any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace windsock::matrix {

struct RunOptions
{
    QString workFolder;     ///< where virtualenvs are made and kept; empty: none are
    QStringList packages;   ///< folders of packages for every environment
    bool benchmark = false; ///< the ancestor's three pages
    int requests = 2000;    ///< of each
    int connections = 100;  ///< at once
};

} // namespace windsock::matrix
