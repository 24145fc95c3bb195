// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Plan as JSON and back, all but the certificates it trusts. Pure functions, any thread.
#pragma once

#include "core/bench/jsonfields.h"
#include "core/bench/plan.h"

namespace windsock::bench {

QJsonObject toJsonObject(const Plan& plan);
/// What is wrong in it the fields remember. Not asked: whether it could be run (a run read from a file is no such
/// plan).
Plan planFrom(const JsonFields& fields);

} // namespace windsock::bench
