// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Environments as the compatibility page's tests want them. Plain functions.
#pragma once

#include "core/matrix/runner.h"
#include "tests/ui/bench/samples.h"

namespace windsock::ui::test {

inline matrix::EnvironmentSpec environmentSpec(const std::string& name, const std::string& python)
{
    matrix::EnvironmentSpec spec;
    spec.name = name;
    spec.python = python;
    spec.framework = {"Django", "3.2"};
    return spec;
}

inline std::vector<matrix::EnvironmentSpec> threeEnvironments()
{
    return {environmentSpec("py27-django32", "2.7"), environmentSpec("py311-django32", "3.11"),
            environmentSpec("py313-django32", "3.13")};
}

inline matrix::EnvironmentState inPhase(const matrix::EnvironmentSpec& spec, matrix::Phase phase)
{
    return {phase, matrix::beforehand(spec)};
}

/// Done: seen to work, and measured.
inline matrix::EnvironmentState seenToWork(const matrix::EnvironmentSpec& spec)
{
    matrix::EnvironmentState state = inPhase(spec, matrix::Phase::Done);
    state.result.pythonFound = QStringLiteral("3.11.7");
    state.result.frameworkFound = QStringLiteral("3.2.25");
    state.result.webSocket = state.result.django = matrix::Verdict::Yes;
    state.result.conversation.lines = {QStringLiteral("> Hello, world"), QStringLiteral("< You said: Hello, world")};
    state.result.steps = {{true, QStringLiteral("GET /polls/: 200")}};
    state.result.pagesLog = QStringLiteral("[I 160101 00:00:00 web:1] 200 GET /polls/");
    state.result.benchmark = {benchRun("/hello-tornado", 5), benchRun("/polls", 10)};
    state.result.took = std::chrono::milliseconds(1500);
    return state;
}

/// Done: Django cannot be imported.
inline matrix::EnvironmentState seenToFail(const matrix::EnvironmentSpec& spec)
{
    matrix::EnvironmentState state = inPhase(spec, matrix::Phase::Done);
    state.result.pythonFound = QStringLiteral("3.13.0");
    state.result.webSocket = matrix::Verdict::Yes;
    state.result.django = matrix::Verdict::No;
    state.result.why = QStringLiteral("Django 3.2 cannot be imported by Python 3.13.");
    state.result.evidence = QStringLiteral("  import cgi\nModuleNotFoundError: No module named 'cgi' <b>\n");
    state.result.took = std::chrono::milliseconds(300);
    return state;
}

/// Done: there is no such Python.
inline matrix::EnvironmentState notThere(const matrix::EnvironmentSpec& spec)
{
    matrix::EnvironmentState state = inPhase(spec, matrix::Phase::Done);
    state.result.why = QStringLiteral("There is no Python 2.7 on this machine.");
    state.result.took = std::chrono::milliseconds(1);
    return state;
}

} // namespace windsock::ui::test
