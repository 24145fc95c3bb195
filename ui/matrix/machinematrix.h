// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix that needs no file: each Python of this machine with whatever Django it has. Blocks where it says so; any
// thread, one at a time.
#pragma once

#include "core/matrix/interpreters.h"
#include "core/matrix/matrixfile.h"

namespace windsock::ui {

/// One a minor version, CPython first, the oldest first. Pure.
std::vector<matrix::EnvironmentSpec> environmentsOf(const std::vector<matrix::Interpreter>& interpreters);

/// `file` empty: this machine's, whose Pythons are run to be asked; that takes up to seconds. Else as readMatrix().
Result<matrix::Matrix> readMatrixHere(const QString& file);

} // namespace windsock::ui
