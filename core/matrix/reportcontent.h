// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole report as a document: the ancestor's, written anew from what was seen. Pure, any thread.
#pragma once

#include "core/matrix/reportdocument.h"
#include "core/matrix/reportfacts.h"

namespace windsock::matrix {

/// A section of its own whose sections are the chapters: Summary, Installation, Integration, Compatibility,
/// Architecture, Event-driven programming, Documentation, Unit tests.
Section describe(const std::vector<EnvironmentResult>& results, const ReportFacts& facts);

} // namespace windsock::matrix
