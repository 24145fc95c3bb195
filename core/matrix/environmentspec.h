// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentSpec: one cell of the matrix, as it is asked for: which Python, which framework, where its packages are
// from, what is started. The same for tox.ini and matrix.toml. Plain values and pure functions, any thread.
#pragma once

#include "core/matrix/toxfile.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace windsock::matrix {

struct Framework
{
    std::string name;    ///< "Django"; empty: none is known
    std::string version; ///< "1.8", "main"; empty: any

    friend bool operator==(const Framework&, const Framework&) = default;
};

/// Paths are absolute; texts are UTF-8.
struct EnvironmentSpec
{
    std::string name;
    std::string python; ///< as asked: "2.7", "3", "pypy3.10", a path; empty: the default python3
    Framework framework;
    std::vector<std::string> requirements; ///< each an argument of pip install, some of them options such as -rFILE
    std::vector<std::string> paths;        ///< folders of packages, for PYTHONPATH
    std::string virtualenv;                ///< a folder that may have the packages already; empty: none
    std::vector<std::pair<std::string, std::string>> setenv;
    std::string backend; ///< SPEC as in --backend; empty: the polls project through the WSGI container
    std::string project; ///< the folder that it runs in; empty: the backend's own
    std::string webSocket = "/ws/hello-tornado";
    std::chrono::seconds timeLimit{300}; ///< for all of it
    std::string problem;                 ///< one sentence: why it cannot be tried; empty: it can
};

/// "Python 2.7", "PyPy 3.10": the column of the report. A path is what its last part says, or itself.
std::string pythonTitle(const std::string& python);
/// "Django 1.8"; "" when none is known.
std::string frameworkTitle(const Framework& framework);

/// "python2.7" and "2.7" are 2.7, "pypy3" stays, "python" is nothing. A path, or what is no Python, stays as it is.
std::string pythonAsked(const QString& basePython);
/// "2.7" is py27, "pypy3.10" pypy310: as tox names them; nothing for what is no version.
QString pythonFactor(const std::string& python);
/// "django18" is Django 1.8, "django111" Django 1.11, "djangomain" Django main.
Framework frameworkOfFactor(const QString& factor);
/// What a requirement of Django says: "django>=1.8,<1.9" is Django 1.8.
Framework frameworkOfRequirement(const QString& requirement);

/// An environment of a tox.ini. One that cannot be run has its problem. Error (Invalid): tox would not read the file.
Result<EnvironmentSpec> specOf(const ToxFile& tox, const QString& name);

} // namespace windsock::matrix
