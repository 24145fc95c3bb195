// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/requesthandler.h"

#include "core/web/exchange.h"

#include <QCryptographicHash>

namespace windsock::web {

namespace {

std::string_view opaque(std::string_view etag)
{
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

std::string contentEtag(std::string_view body)
{
    const QByteArrayView bytes(body.data(), static_cast<qsizetype>(body.size()));
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().toStdString() + '"';
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

void RequestHandler::respondWithEtag(std::string_view contentType, std::string_view body)
{
    const std::string etag = contentEtag(body);
    if (etagMatches(m_exchange.request().headers.joined("If-None-Match"), etag))
        return m_exchange.respond({304, {}, {{"Etag", etag}}}, {});
    m_exchange.respond({200, {}, {{"Content-Type", contentType}, {"Etag", etag}}}, body);
}

void RequestHandler::respondError(int status, http::Headers headers)
{
    const std::string title = std::to_string(status) + ": " + std::string(http::reasonPhrase(status));
    headers.set("Content-Type", "text/html; charset=UTF-8");
    m_exchange.respond({status, {}, std::move(headers)},
                       "<html><title>" + title + "</title><body>" + title + "</body></html>");
}

} // namespace windsock::web
