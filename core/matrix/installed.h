// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Asking a Python which packages it has. On the Wait's thread.
#pragma once

#include "core/matrix/childrun.h"

#include <QString>
#include <QStringList>

namespace windsock::matrix {

/// A Python with the variables that it is run with, PYTHONPATH among them.
struct PythonPlace
{
    QString python; ///< absolute
    QProcessEnvironment environment;
    QString folder; ///< a neutral one: Python imports from where it runs
};

struct DjangoAnswer
{
    ChildRun run;    ///< has Python's own words when it cannot be imported
    QString version; ///< "3.2.19", "5.1.dev" between releases; empty when it could not be asked

    /// Python says that there is no such package, which is not the same as one that does not work.
    bool isMissing() const;
};

DjangoAnswer askForDjango(const PythonPlace& place, const Wait& wait);
/// Those of `requirements` that are not installed in a version that meets them; what cannot be looked up by name counts
/// as missing.
QStringList missingOf(const QStringList& requirements, const PythonPlace& place, const Wait& wait);

} // namespace windsock::matrix
