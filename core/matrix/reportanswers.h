// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ancestor's questions beside compatibility (easy to install? thin or heavy?…), answered from what Windsock is and
// what was seen in this run. Pure, any thread.
#pragma once

#include "core/matrix/reportdocument.h"
#include "core/matrix/reportfacts.h"

namespace windsock::matrix {

struct Answer
{
    QString question;
    Spans brief;
    QString chapter; ///< where the rest is
    std::vector<Block> blocks;
};

/// In the order of the summary: installation, integration, architecture, event-driven programming, documentation, unit
/// tests.
std::vector<Answer> answers(const std::vector<EnvironmentResult>& results, const ReportFacts& facts);

/// How many of them have this verdict over all.
std::uint64_t countOf(const std::vector<EnvironmentResult>& results, Verdict verdict);
/// "9 environments: 7 work, 1 could not be tried, 1 does not work."
QString tallyOf(const std::vector<EnvironmentResult>& results);

} // namespace windsock::matrix
