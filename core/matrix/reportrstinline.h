// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spans of text as reStructuredText: what is markup there and not meant is escaped with a backslash. Pure, any thread.
#pragma once

#include "core/matrix/reportdocument.h"

namespace windsock::matrix {

/// On one line.
QString rstLine(const Spans& spans);
/// Lines of at most 120 columns where words allow it; the second and later ones begin with `indent` spaces.
QString rstParagraph(const Spans& spans, int indent = 0);

} // namespace windsock::matrix
