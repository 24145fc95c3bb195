// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixOptions: what the compatibility page is given: how environments are tried, and found. A plain value.
#pragma once

#include "ui/matrix/machinematrix.h"
#include "ui/matrix/matrixlookup.h"
#include "ui/matrix/trial.h"

#include <QString>

namespace windsock::ui {

struct MatrixOptions
{
    TrialFactory trial;                 ///< empty: nothing can be tried
    MatrixReader read = readMatrixHere; ///< tests put a matrix without a machine here
    QString workFolder;                 ///< where virtualenvs are made for the matrix without a file; empty: none are
};

} // namespace windsock::ui
