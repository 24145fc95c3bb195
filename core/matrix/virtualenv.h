// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtualenv: a Python environment with an environment's packages, made once and used again while its requirements stay
// the same. On the Wait's thread.
#pragma once

#include "core/base/result.h"
#include "core/matrix/wait.h"

#include <QString>
#include <QStringList>

namespace windsock::matrix {

struct Virtualenv
{
    QString python; ///< absolute, of the environment
    bool reused = false;
    std::chrono::milliseconds took{0};
};

/// In `folder`, by `python` (absolute): venv or virtualenv, and pip, which must reach an index or be configured for
/// folders of wheels. It is made anew when the Python, the requirements or a file that they name have changed. Error:
/// Failed, TimedOut, or Closed when it was cancelled; its detail is what they said.
Result<Virtualenv> prepareVirtualenv(const QString& folder, const QString& python, const QStringList& requirements,
                                     const Wait& wait, std::chrono::milliseconds limit);

} // namespace windsock::matrix
