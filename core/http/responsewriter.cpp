// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/responsewriter.h"

#include "core/http/requestrules.h"
#include "core/http/writer.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace windsock::http {

namespace {

/// The Date field's value, made anew once a second. One a thread, for it is asked for by each answer.
std::string_view currentDate()
{
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const std::time_t now = ::time(nullptr);
    if (now != made) {
        made = now;
        text = httpDate(now);
    }
    return text;
}

std::optional<std::uint64_t> statedLength(const Headers& fields)
{
    const auto given = fields.find("Content-Length");
    if (!given)
        return std::nullopt;
    std::uint64_t number = 0;
    std::from_chars(given->data(), given->data() + given->size(), number);
    return number;
}

} // namespace

void ResponseWriter::begin(ResponseHead head, std::optional<std::uint64_t> length, const AnswersTo& request,
                           const std::string& serverName)
{
    m_head = std::move(head);
    if (!length)
        length = statedLength(m_head.headers);
    m_hasLength = length.has_value();
    m_left = length.value_or(0);
    completeHead(request, serverName);
    appendHead(m_output, m_head);
}

void ResponseWriter::completeHead(const AnswersTo& request, const std::string& serverName)
{
    Headers& fields = m_head.headers;
    const bool noBody = statusForbidsBody(m_head.status);
    m_suppressBody = request.head || noBody;
    m_chunked = !m_hasLength && !request.http10 && !noBody;
    if (m_hasLength && !noBody && !fields.contains("Content-Length"))
        fields.add("Content-Length", std::to_string(m_left));
    if (m_chunked)
        fields.set("Transfer-Encoding", "chunked");
    // Without either only the close can end the body.
    m_keepAlive = request.mayKeepAlive && (m_hasLength || m_chunked || m_suppressBody);
    if (!m_keepAlive)
        fields.set("Connection", "close");
    else if (request.http10)
        fields.set("Connection", "keep-alive");
    if (!fields.contains("Server") && !serverName.empty())
        fields.add("Server", serverName);
    if (!fields.contains("Date"))
        fields.add("Date", currentDate());
}

void ResponseWriter::write(net::Stream& stream, std::string_view body)
{
    if (m_suppressBody) {
        body = {};
    } else if (m_hasLength) {
        body = body.substr(0, std::min<std::uint64_t>(body.size(), m_left));
        m_left -= body.size();
    }
    if (m_output.empty() && !m_chunked) {
        stream.write(body);
        return;
    }
    if (m_chunked)
        appendChunk(m_output, body);
    else
        m_output.append(body);
    stream.write(m_output);
    m_output.clear();
}

bool ResponseWriter::finish(net::Stream& stream)
{
    if (m_hasLength && m_left > 0 && !m_suppressBody)
        return false;
    if (m_chunked && !m_suppressBody)
        m_output.append(lastChunk);
    stream.write(m_output);
    m_output = std::string(); // an idle connection keeps no buffer
    return true;
}

void ResponseWriter::switchProtocols(net::Stream& stream, const ResponseHead& head)
{
    m_head = head;
    appendHead(m_output, head);
    stream.write(m_output);
    m_output = std::string();
}

} // namespace windsock::http
