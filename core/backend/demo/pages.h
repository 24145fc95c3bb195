// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages: the polls application's HTML, the same as the Django twin's templates (resources/polls/) give.
// Pure functions on std::string, for they run on the I/O thread for every request; any thread.
#pragma once

#include "core/backend/demo/poll.h"

#include <string>
#include <string_view>
#include <vector>

namespace windsock::backend::demo {

/// Appends `text` safe for HTML's content and quoted attributes, in Django's spelling.
void appendEscaped(std::string& out, std::string_view text);

std::string indexPage(const std::vector<Question>& latest);
/// `error` stands above the form; none when empty.
std::string detailPage(const Poll& poll, std::string_view error = {});
std::string resultsPage(const Poll& poll);
/// `message` stands above the form; none when empty.
std::string logInPage(std::string_view message = {});
/// What is left to say by words alone: 404, 405, 413.
std::string messagePage(std::string_view title, std::string_view sentence);

} // namespace windsock::backend::demo
