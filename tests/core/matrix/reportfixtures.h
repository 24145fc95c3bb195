// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Environments for the tests of the report: the ancestor's eight, some as they are today, and some that nobody would
// wish for. Plain functions, any thread.
#pragma once

#include "core/matrix/environmentresult.h"
#include "core/matrix/reportfacts.h"

namespace windsock::test {

using Results = std::vector<matrix::EnvironmentResult>;

matrix::ReportFacts reportFacts();
matrix::EnvironmentResult seenToWork(const QString& name, const QString& python, const QString& django);
matrix::EnvironmentResult notThere(const QString& name, const QString& python, const QString& django);
/// Django 3.2 on Python 3.13, with its traceback.
matrix::EnvironmentResult failing();
void addBenchmark(matrix::EnvironmentResult& result);

Results ancestorsEight();
Results realistic();
/// Names, words and logs with markup of all kinds, control characters, nothing, and far too much.
Results nasty();
/// Random text of characters that mean something to somebody.
Results random(unsigned seed);

} // namespace windsock::test
