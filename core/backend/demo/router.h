// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Router: the polls application's URL configuration. Pure: method and path in, Action out.
// Any thread; owns nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace windsock::backend::demo {

/// What a request asks for.
struct Action
{
    enum class Kind {
        Index,
        Detail,  ///< of `question`
        Results, ///< of `question`
        Vote,    ///< for `question`
        LogIn,   ///< the form
        LogInPosted,
        StaticFile,       ///< the file at this path, if there is one
        Redirect,         ///< 302 to `text`
        AppendSlash,      ///< 301 to the path with a slash behind it, as Django's APPEND_SLASH does
        MethodNotAllowed, ///< 405 with Allow: `text`
        NotFound,
    };

    Kind kind = Kind::NotFound;
    std::int64_t question = 0;
    std::string_view text; ///< of static storage

    bool operator==(const Action&) const = default;
};

/// `path` is percent-decoded and has no query.
Action route(std::string_view method, std::string_view path);

} // namespace windsock::backend::demo
