// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/requesthandler.h"

#include "core/web/exchange.h"
#include "core/web/page.h"

namespace windsock::web {

namespace {

std::string_view opaque(std::string_view etag)
{
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

} // namespace

bool etagMatches(std::string_view ifNoneMatch, std::string_view etag)
{
    if (ifNoneMatch == "*")
        return true;
    // Entity tags are quoted, so a comma inside one would be possible; ours have none.
    while (!ifNoneMatch.empty()) {
        if (opaque(http::takeElement(ifNoneMatch)) == opaque(etag))
            return true;
    }
    return false;
}

void RequestHandler::requestEnded()
{
    const std::string& method = m_exchange.request().method;
    if (method == "GET" || method == "HEAD")
        get();
    else if (method == "POST")
        post();
    else
        respondError(405, {{"Allow", allowed()}});
}

void RequestHandler::get()
{
    respondError(405, {{"Allow", allowed()}});
}

void RequestHandler::post()
{
    respondError(405, {{"Allow", allowed()}});
}

void RequestHandler::respondWith(const Page& page)
{
    if (etagMatches(m_exchange.request().headers.joined("If-None-Match"), page.etag))
        return m_exchange.respond({304, {}, {{"Etag", page.etag}}}, {});
    m_exchange.respond({200, {}, {{"Content-Type", page.contentType}, {"Etag", page.etag}}}, page.body);
}

void RequestHandler::respondError(int status, http::Headers headers)
{
    const std::string title = std::to_string(status) + ": " + std::string(http::reasonPhrase(status));
    headers.set("Content-Type", "text/html; charset=UTF-8");
    m_exchange.respond({status, {}, std::move(headers)},
                       "<html><title>" + title + "</title><body>" + title + "</body></html>");
}

} // namespace windsock::web
