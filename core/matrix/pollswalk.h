// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The walk through the polls pages that shows whether Django works: list, question, vote, results, style sheet, login.
// On the browser's thread.
#pragma once

#include "core/matrix/browser.h"

#include <functional>

namespace windsock::matrix {

/// One thing that was tried.
struct Step
{
    bool ok = false;
    QString text; ///< what was tried and what was seen, "GET /polls/: 200"
};

using TellStep = std::function<void(const Step&)>;

/// GET of `path`, which should be answered with `status`.
Step expectPage(Browser& browser, const QString& path, int status);
/// Tells each step as soon as it is done; true when all were as they should be.
bool walkPolls(Browser& browser, const TellStep& tell);

} // namespace windsock::matrix
