// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report as one HTML page that stands alone: nothing is fetched, pictures and style sheet are inside. Light and
// dark as the reader likes it, for a phone and for paper. Pure, any thread.
#pragma once

#include "core/matrix/reportdocument.h"
#include "core/matrix/reportfacts.h"

namespace windsock::matrix {

/// A picture that is not among `pictures` is linked relative to the page.
QString toHtml(const Section& document, const Pictures& pictures);

} // namespace windsock::matrix
