// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/workerrequest.h"

#include "core/http/writer.h"

namespace windsock::backend {

namespace {

/// The line before the head: what the worker cannot know from the request itself, and no client can forge.
std::string preamble(const BackendRequest& request)
{
    const auto orDash = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
    return "WINDSOCK/1 " + std::to_string(request.id.value) + ' ' + request.scheme + ' ' + orDash(request.client.host) +
           ' ' + std::to_string(request.client.port) + ' ' + orDash(request.server.host) + ' ' +
           std::to_string(request.server.port) + "\r\n";
}

} // namespace

std::string headForWorker(const BackendRequest& request, std::optional<std::uint64_t> length)
{
    std::string text = preamble(request);
    if (!length) {
        appendHead(text, request.head);
        return text;
    }
    http::RequestHead head = request.head;
    head.headers.remove("Transfer-Encoding");
    head.headers.set("Content-Length", std::to_string(*length));
    appendHead(text, head);
    return text;
}

void removeConnectionFields(http::ResponseHead& head)
{
    head.headers.remove("Connection");
    head.headers.remove("Transfer-Encoding");
}

} // namespace windsock::backend
