// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Application: Tornado's noun for the ordered routes: the first pattern that matches wins. Immutable and swapped whole,
// so that routes change without a connection being dropped; shared by all I/O threads as shared_ptr<const Application>.
#pragma once

#include "core/journal/records.h"
#include "core/web/routepattern.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace windsock::web {

class Exchange;
class RequestHandler;

/// Makes the handler of one request. Called on I/O threads.
using HandlerFactory = std::function<std::unique_ptr<RequestHandler>(Exchange&, Captures)>;

struct Route
{
    RoutePattern pattern;
    journal::Source source = journal::Source::Web;
    HandlerFactory handler;
};

class Application
{
public:
    explicit Application(std::vector<Route> routes)
        : m_routes(std::move(routes))
    {
    }

    struct Match
    {
        const Route* route = nullptr; ///< null: no pattern matches, which is answered 404
        Captures captures;
    };
    /// `path` as sent, without the query.
    Match match(std::string_view path) const;
    const std::vector<Route>& routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
};

} // namespace windsock::web
