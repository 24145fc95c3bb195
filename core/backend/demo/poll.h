// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Question, Choice and Poll: the polls application's data, as Django's tutorial names it.
// Plain values, for any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace windsock::backend::demo {

struct Question
{
    std::int64_t id = 0;
    std::string text;
    std::string published; ///< ISO 8601, UTC: sorts as text
};

struct Choice
{
    std::int64_t id = 0;
    std::string text;
    std::int64_t votes = 0;
};

/// A question with its choices, in their ids' order.
struct Poll
{
    Question question;
    std::vector<Choice> choices;
};

} // namespace windsock::backend::demo
