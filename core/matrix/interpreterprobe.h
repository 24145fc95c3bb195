// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks Pythons what they are, by running them. Blocks its caller, who needs no event loop; any thread.
#pragma once

#include "core/base/result.h"
#include "core/matrix/interpreterplaces.h"

#include <chrono>
#include <string>
#include <tuple>
#include <vector>

namespace windsock::matrix {

struct PythonVersion
{
    int major = 0;
    int minor = 0;
    int micro = 0;

    friend bool operator==(const PythonVersion&, const PythonVersion&) = default;
    friend bool operator<(const PythonVersion& a, const PythonVersion& b)
    {
        return std::tie(a.major, a.minor, a.micro) < std::tie(b.major, b.minor, b.micro);
    }
    std::string toString() const;
};

/// A Python that has answered.
struct Interpreter
{
    QString path; ///< absolute: what to run
    PythonVersion version;
    std::string implementation; ///< "CPython", "PyPy", "Jython" …
    Found found = Found::Path;
    bool isVirtualenv = false;
    QString prefix; ///< where its packages are
};

/// The answer of each, in order; or why there is none, a part of a sentence. Several are asked at once; each has
/// `limit` for its answer, and is killed then, with what it has started. They are run in `folder`, at low priority.
std::vector<Result<Interpreter>> probe(const std::vector<InterpreterCandidate>& candidates, const SearchPlaces& places,
                                       std::chrono::milliseconds limit);

} // namespace windsock::matrix
