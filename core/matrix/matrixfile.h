// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix: the environments of a file, whichever kind it is of: matrix.toml, tox.ini or setup.cfg. Reads files; any
// thread.
#pragma once

#include "core/matrix/environmentspec.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace windsock::matrix {

struct Matrix
{
    QString file; ///< as it was given
    std::vector<EnvironmentSpec> environments;
};

enum class Chosen {
    Listed,  ///< what `tox -l` prints; nothing when a tox.ini has no envlist
    ToBeRun, ///< what `tox` runs: TOXENV counts, and there is always one
};

/// The first that there is in the folder. Error (NotFound): none.
Result<QString> findMatrixFile(const QString& folder);

/// `wanted` has the values of -e, which may be lists and generative names: then these are chosen, in this order. A file
/// that ends with .toml is ours. Errors: NotFound, Invalid; with file and line, or the names that there are.
Result<Matrix> readMatrix(const QString& path, const QStringList& wanted, Chosen chosen,
                          const QProcessEnvironment& environment);

} // namespace windsock::matrix
