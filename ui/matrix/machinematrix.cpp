// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/machinematrix.h"

#include <map>

namespace windsock::ui {

namespace {

/// As an environment names it: "3.13", "pypy3.10".
std::string askedFor(const matrix::Interpreter& one)
{
    const std::string version = std::to_string(one.version.major) + '.' + std::to_string(one.version.minor);
    if (one.implementation == "PyPy")
        return "pypy" + version;
    return one.implementation == "Jython" ? "jython" + version : version;
}

matrix::EnvironmentSpec anyDjangoOn(const std::string& python)
{
    matrix::EnvironmentSpec spec;
    spec.name = matrix::pythonFactor(python).toStdString() + "-django";
    spec.python = python;
    spec.framework = {"Django", {}};
    spec.requirements = {"django"}; // for a virtualenv, when one is wanted
    return spec;
}

} // namespace

std::vector<matrix::EnvironmentSpec> environmentsOf(const std::vector<matrix::Interpreter>& interpreters)
{
    std::map<std::tuple<bool, std::string, int, int>, std::string> pythons; // in their order
    for (const matrix::Interpreter& one : interpreters) {
        const std::string asked = askedFor(one);
        const bool other = one.implementation == "PyPy" || one.implementation == "Jython";
        pythons.try_emplace({other, other ? one.implementation : std::string(), one.version.major, one.version.minor},
                            asked);
    }
    std::vector<matrix::EnvironmentSpec> environments;
    for (const auto& [order, asked] : pythons)
        environments.push_back(anyDjangoOn(asked));
    return environments;
}

Result<matrix::Matrix> readMatrixHere(const QString& file)
{
    if (!file.isEmpty())
        return matrix::readMatrix(file, {}, matrix::Chosen::ToBeRun, QProcessEnvironment::systemEnvironment());
    const auto interpreters = matrix::Interpreters::find(matrix::SearchPlaces::here());
    return matrix::Matrix{{}, environmentsOf(interpreters.all())};
}

} // namespace windsock::ui
