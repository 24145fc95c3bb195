// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program to its end, within a time limit, and keeps what it said. On the Wait's thread.
#pragma once

#include "core/matrix/wait.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace windsock::matrix {

struct ChildCall
{
    QString program; ///< a path, or a name on PATH
    QStringList arguments;
    QProcessEnvironment environment;
    QString folder; ///< empty: the current one
};

struct ChildRun
{
    bool started = false;
    bool inTime = false;  ///< it ended by itself
    bool crashed = false; ///< a signal ended it, whose number is `exitCode`
    int exitCode = -1;
    QString output; ///< both streams as they came, the last 256 KiB

    bool worked() const { return inTime && !crashed && exitCode == 0; }
};

/// Ends when the program does, the limit is over or the wait is cancelled; what is left of its process group is killed.
ChildRun runChild(const ChildCall& call, const Wait& wait, std::chrono::milliseconds limit);
/// The last line that says something: Python's own verdict. Empty when there is none.
QString lastLineOf(const QString& output);

} // namespace windsock::matrix
