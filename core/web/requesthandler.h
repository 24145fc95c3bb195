// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RequestHandler: Tornado's: answers one request of one route. Lives on the request's I/O thread, owned by its
// Exchange.
#pragma once

#include "core/http/message.h"

#include <string>
#include <string_view>

namespace windsock::web {

class Exchange;
struct Page;

class RequestHandler
{
public:
    explicit RequestHandler(Exchange& exchange)
        : m_exchange(exchange)
    {
    }
    virtual ~RequestHandler() = default;
    RequestHandler(const RequestHandler&) = delete;
    RequestHandler& operator=(const RequestHandler&) = delete;

    /// The head is there. A handler that streams begins here; the others wait for the end.
    virtual void start() {}
    /// A piece of the request's body. Thrown away unless a handler wants it.
    virtual void bodyReceived(std::string_view) {}
    /// The request is whole: GET and HEAD go to get(), POST to post(); what is not overridden is answered 405.
    virtual void requestEnded();
    /// What was written has been taken, after Exchange::unsent() had been over zero.
    virtual void writable() {}

protected:
    virtual void get();
    virtual void post();
    /// The methods that are overridden, for 405's Allow (RFC 9110 §10.2.1).
    virtual std::string_view allowed() const { return "GET, HEAD"; }

    Exchange& exchange() const { return m_exchange; }
    /// Answers with the page, or 304 when the client has it.
    void respondWith(const Page& page);
    /// A small page that names the status, as Tornado's write_error.
    void respondError(int status, http::Headers headers = {});

private:
    Exchange& m_exchange;
};

/// Whether If-None-Match names `etag`, by weak comparison (RFC 9110 §13.1.2).
bool etagMatches(std::string_view ifNoneMatch, std::string_view etag);

} // namespace windsock::web
