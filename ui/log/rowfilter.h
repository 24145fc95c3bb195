// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RowFilter: which rows the request log shows. The seam for the filter language (row L3): whatever parses a text into a
// RowFilter can stand where parseQuickFilter stands. A value; one thread at a time.
#pragma once

#include "core/base/result.h"
#include "ui/log/exchangetext.h"

#include <functional>

namespace windsock::ui {

/// Empty: every row.
using RowFilter = std::function<bool(const ExchangeRow&)>;
using FilterParser = std::function<Result<RowFilter>(const QString&)>;

/// Words, all of which must hold; '-' before one turns it round:
/// "404", "4xx" a status · "error" from 500 or cut · "pending" · "open" · "web", "wsgi" the source · "GET" a method ·
/// "~REGEX" on the path · anything else is a piece of the path, without case.
Result<RowFilter> parseQuickFilter(const QString& text);

} // namespace windsock::ui
