// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/routes.h"

#include "core/web/exchange.h"
#include "core/web/fallbackhandler.h"
#include "core/web/hellohandler.h"
#include "core/web/roomsession.h"
#include "core/web/staticfilehandler.h"
#include "core/web/websockethandler.h"

#include <QFile>

namespace windsock::app {

namespace {

using journal::Source;
using SharedBackend = std::shared_ptr<backend::Backend>;

constexpr auto helloPage = ":/windsock/pages/hello.html";

web::HandlerFactory helloFactory()
{
    QFile file(QString::fromLatin1(helloPage));
    const bool open = file.open(QIODevice::ReadOnly);
    auto page = std::make_shared<const web::Page>("text/html; charset=UTF-8",
                                                  open ? file.readAll().toStdString() : "Hello, Tornado");
    return [page](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::HelloHandler>(exchange, page);
    };
}

web::HandlerFactory echoFactory(const web::WebSocketOptions& options)
{
    const web::SessionFactory session = [](auto opening, auto stream, const auto& settings) {
        return std::make_unique<web::EchoSession>(std::move(opening), std::move(stream), settings);
    };
    return [session, options](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::WebSocketHandler>(exchange, session, options);
    };
}

/// The room is named by the pattern's first capture; without one the route is one room.
web::HandlerFactory roomFactory(const web::WebSocketOptions& options)
{
    auto rooms = std::make_shared<web::Rooms>();
    web::WebSocketOptions limited = options;
    // Each member that is slow holds a copy.
    limited.settings.maxMessage = std::min<std::uint64_t>(options.settings.maxMessage, web::RoomSession::mostMessage);
    return [rooms, options = limited](web::Exchange& exchange, web::Captures captures) {
        const std::string name = captures.empty() ? std::string() : captures.front();
        const web::SessionFactory session = [rooms, name](auto opening, auto stream, const auto& settings) {
            return std::make_unique<web::RoomSession>(std::move(opening), std::move(stream), settings, rooms, name);
        };
        return std::make_unique<web::WebSocketHandler>(exchange, session, options);
    };
}

web::HandlerFactory staticFactory(std::vector<web::StaticRoot> roots)
{
    auto files = std::make_shared<const web::StaticFiles>(std::move(roots));
    return [files](web::Exchange& exchange, web::Captures captures) {
        std::string path = captures.empty() ? std::string() : std::move(captures.front());
        return std::make_unique<web::StaticFileHandler>(exchange, files, std::move(path));
    };
}

web::HandlerFactory fallbackFactory(const SharedBackend& backend)
{
    return [backend](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::FallbackHandler>(exchange, backend);
    };
}

/// As text that a regular expression takes literally.
std::string quoted(const std::string& text)
{
    return QRegularExpression::escape(QString::fromStdString(text)).toStdString();
}

/// Where a framework's files are, when that is not under /static/ like ours; else empty.
std::string ownStaticUrl(const backend::BackendStatus& status)
{
    // Never another host: then the files are not ours to serve.
    const bool own = status.staticUrl.starts_with('/') && status.staticUrl != "/static/" && status.staticUrl != "/";
    return own ? status.staticUrl : std::string();
}

Result<void> add(std::vector<web::Route>& routes, const std::string& pattern, Source source,
                 web::HandlerFactory handler)
{
    auto compiled = web::RoutePattern::compile(pattern);
    if (!compiled)
        return compiled.error();
    routes.push_back({std::move(*compiled), source, std::move(handler)});
    return {};
}

Result<void> addStatic(std::vector<web::Route>& routes, const ServeOptions& options,
                       const backend::BackendStatus& status)
{
    std::vector<web::StaticRoot> ours;
    if (!options.staticFolder.empty())
        ours.push_back({{}, options.staticFolder, false});
    std::vector<web::StaticRoot> theirs;
    for (const backend::StaticFolder& folder : status.staticFolders)
        theirs.push_back({folder.prefix, folder.folder, true});
    if (const std::string url = ownStaticUrl(status); !theirs.empty() && !url.empty()) {
        if (auto added = add(routes, quoted(url) + "(.*)", Source::Web, staticFactory(std::move(theirs))); !added)
            return added;
        theirs.clear();
    }
    // Ours first, so that a user's file wins over a framework's.
    ours.insert(ours.end(), theirs.begin(), theirs.end());
    return ours.empty() ? Result<void>() : add(routes, "/static/(.*)", Source::Web, staticFactory(std::move(ours)));
}

Result<void> addDefaults(std::vector<web::Route>& routes, const ServeOptions& options, const SharedBackend& backend)
{
    if (auto added = add(routes, "/hello-tornado", Source::Web, helloFactory()); !added)
        return added;
    if (auto added = add(routes, "/ws/hello-tornado", Source::Web, echoFactory(options.webSocket)); !added)
        return added;
    if (auto added = addStatic(routes, options, backend->status()); !added)
        return added;
    return add(routes, ".*", Source::Wsgi, fallbackFactory(backend));
}

Result<void> addConfigured(std::vector<web::Route>& routes, const RouteOptions& route, const ServeOptions& options,
                           const SharedBackend& backend)
{
    if (route.handler == "hello")
        return add(routes, route.pattern, Source::Web, helloFactory());
    if (route.handler == "echo")
        return add(routes, route.pattern, Source::Web, echoFactory(options.webSocket));
    if (route.handler == "room")
        return add(routes, route.pattern, Source::Web, roomFactory(options.webSocket));
    if (route.handler == "static")
        return add(routes, route.pattern, Source::Web, staticFactory({{{}, route.folder, false}}));
    return add(routes, route.pattern, Source::Wsgi, fallbackFactory(backend));
}

} // namespace

Result<std::shared_ptr<const web::Application>> buildApplication(const ServeOptions& options,
                                                                 const SharedBackend& backend)
{
    std::vector<web::Route> routes;
    if (options.routes.empty()) {
        if (auto added = addDefaults(routes, options, backend); !added)
            return added.error();
    }
    // As Tornado's static_path: before the routes that are written out.
    if (!options.routes.empty()) {
        if (auto added = addStatic(routes, options, {}); !added)
            return added.error();
    }
    for (const RouteOptions& route : options.routes) {
        if (auto added = addConfigured(routes, route, options, backend); !added)
            return added.error();
    }
    return std::shared_ptr<const web::Application>(std::make_shared<web::Application>(std::move(routes)));
}

} // namespace windsock::app
