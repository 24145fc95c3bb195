// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `windsock matrix` lists, as JSON and as lines. Pure functions, main thread.
#pragma once

#include "core/matrix/interpreters.h"
#include "core/matrix/matrixfile.h"

#include <QJsonArray>
#include <QJsonObject>

namespace windsock::app {

/// An object an environment, with all that it asks for.
QJsonArray toJson(const std::vector<matrix::EnvironmentSpec>& environments);
/// {"pythons": […], "broken": […]}
QJsonObject toJson(const matrix::Interpreters& interpreters);
/// "3.11.2  /usr/bin/python3  PATH"
QString toLine(const matrix::Interpreter& interpreter);
/// "/x/python3.8 cannot be used: it crashed."
QString toLine(const matrix::BrokenInterpreter& broken);

} // namespace windsock::app
