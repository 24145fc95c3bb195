// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/router.h"

#include "core/backend/demo/form.h"

#include <algorithm>
#include <array>
#include <string>

namespace windsock::backend::demo {

namespace {

using Kind = Action::Kind;

struct Fixed
{
    std::string_view path;
    Action action;
};

constexpr std::array fixed = {
    Fixed{"/polls/", {Kind::Index, 0, {}}},
    Fixed{"/admin/login/", {Kind::LogIn, 0, {}}},
    Fixed{"/", {Kind::Redirect, 0, "/polls/"}},
    Fixed{"/admin/", {Kind::Redirect, 0, "/admin/login/?next=/admin/"}},
};

/// `rest` stands behind "/polls/": "7/", "7/vote/", "7/results/".
Action resolveQuestion(std::string_view rest)
{
    const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto id = parseNumber(rest.substr(0, digits));
    if (!id)
        return {};
    rest.remove_prefix(digits);
    if (rest == "/")
        return {Kind::Detail, *id, {}};
    if (rest == "/vote/")
        return {Kind::Vote, *id, {}};
    if (rest == "/results/")
        return {Kind::Results, *id, {}};
    return {};
}

/// What is at `path`, whatever the method.
Action resolve(std::string_view path)
{
    for (const Fixed& each : fixed) {
        if (each.path == path)
            return each.action;
    }
    if (path.starts_with("/static/"))
        return {Kind::StaticFile, 0, {}};
    if (path.starts_with("/polls/"))
        return resolveQuestion(path.substr(7));
    return {};
}

bool lacksSlash(std::string_view path)
{
    if (path.empty() || path.ends_with('/'))
        return false;
    const Kind kind = resolve(std::string(path) + '/').kind;
    return kind != Kind::NotFound && kind != Kind::StaticFile;
}

} // namespace

Action route(std::string_view method, std::string_view path)
{
    const Action action = resolve(path);
    if (action.kind == Kind::NotFound)
        return {lacksSlash(path) ? Kind::AppendSlash : Kind::NotFound, 0, {}};
    if (action.kind == Kind::Vote)
        return method == "POST" ? action : Action{Kind::MethodNotAllowed, 0, "POST"};
    if (method == "GET" || method == "HEAD")
        return action;
    if (action.kind == Kind::LogIn)
        return method == "POST" ? Action{Kind::LogInPosted, 0, {}}
                                : Action{Kind::MethodNotAllowed, 0, "GET, HEAD, POST"};
    return {Kind::MethodNotAllowed, 0, "GET, HEAD"};
}

} // namespace windsock::backend::demo
