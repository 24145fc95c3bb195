// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report in reStructuredText, which docutils takes without a word whatever the environments are called and have
// said. Pure, any thread.
#pragma once

#include "core/matrix/reportdocument.h"

namespace windsock::matrix {

/// `document` is the title and the chapters. Lines end with \n; UTF-8 when it is written.
QString toRst(const Section& document);

} // namespace windsock::matrix
