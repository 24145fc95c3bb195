// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/staticfilehandler.h"

#include "core/http/writer.h"
#include "core/web/byterange.h"
#include "core/web/exchange.h"
#include "core/web/ioserver.h"
#include "core/web/mimetype.h"

#include <unistd.h>

#include <algorithm>

namespace windsock::web {

namespace {

constexpr std::string_view tenYears = "max-age=315360000";

bool hasVersion(std::string_view query)
{
    return query.starts_with("v=") || query.find("&v=") != std::string_view::npos;
}

} // namespace

StaticFileHandler::StaticFileHandler(Exchange& exchange, std::shared_ptr<const StaticFiles> files, std::string path)
    : RequestHandler(exchange)
    , m_files(std::move(files))
    , m_path(std::move(path))
{
}

/// RFC 9110 §13.2.2: If-None-Match decides alone when it is there.
bool StaticFileHandler::notModified() const
{
    const http::Headers& headers = exchange().request().headers;
    if (headers.contains("If-None-Match"))
        return etagMatches(headers.joined("If-None-Match"), m_file.etag);
    const auto since = headers.find("If-Modified-Since");
    return since && m_file.modified <= http::parseHttpDate(*since);
}

http::Headers StaticFileHandler::fields() const
{
    http::Headers headers{
        {"Etag", m_file.etag}, {"Last-Modified", http::httpDate(m_file.modified)}, {"Accept-Ranges", "bytes"}};
    if (hasVersion(exchange().request().query()))
        headers.add("Cache-Control", tenYears);
    return headers;
}

void StaticFileHandler::get()
{
    auto file = m_files->open(m_path);
    if (!file && file.error().code == ErrorCode::NotFound)
        return respondError(404);
    if (!file)
        return exchange().fail(503, file.error().sentence.toStdString());
    m_file = std::move(*file);
    http::Headers headers = fields();
    if (notModified())
        return exchange().respond({304, {}, std::move(headers)}, {});
    const http::Headers& asked = exchange().request().headers;
    const auto condition = asked.find("If-Range");
    // RFC 9110 §14.2: a range is for GET alone.
    const bool ranged = exchange().request().method == "GET" && (!condition || *condition == m_file.etag);
    const ByteRange range = parseRange(ranged ? asked.value("Range") : std::string_view(), m_file.size);
    const std::string size = std::to_string(m_file.size);
    if (range.verdict == ByteRange::Verdict::Unsatisfiable)
        return respondError(416, {{"Content-Range", "bytes */" + size}});
    headers.add("Content-Type", mimeType(m_path));
    m_offset = range.first;
    m_left = range.length;
    if (range.verdict == ByteRange::Verdict::Part)
        headers.add("Content-Range",
                    "bytes " + std::to_string(m_offset) + '-' + std::to_string(m_offset + m_left - 1) + '/' + size);
    exchange().beginResponse({range.verdict == ByteRange::Verdict::Part ? 206 : 200, {}, std::move(headers)}, m_left);
    if (exchange().request().method == "HEAD")
        m_left = 0;
    sendMore();
}

void StaticFileHandler::sendMore()
{
    const std::span<char> buffer = exchange().server().loop().scratchBuffer();
    while (m_left > 0) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), m_left));
        const ssize_t got = ::pread(m_file.descriptor.get(), buffer.data(), want, static_cast<off_t>(m_offset));
        if (got <= 0)
            return exchange().fail(500, "The file " + m_path + " became shorter while it was sent.");
        m_offset += static_cast<std::uint64_t>(got);
        m_left -= static_cast<std::uint64_t>(got);
        exchange().write({buffer.data(), static_cast<std::size_t>(got)});
        if (exchange().unsent() > 0 && m_left > 0)
            return; // writable() goes on
    }
    exchange().finish();
}

} // namespace windsock::web
