// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Backend: what the fallback route hands requests to. A Backend is shared by all I/O threads; each gets a BackendLink
// of its own, and each request a BackendExchange. It knows nothing of routes and handlers: it answers a Responder.
#pragma once

#include "core/base/ids.h"
#include "core/http/detachedstream.h"
#include "core/http/message.h"
#include "core/http/parse.h"
#include "core/net/endpoint.h"
#include "core/net/ioloop.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::backend {

/// A request as the backend gets it; `head` lives as long as the exchange.
struct BackendRequest
{
    ExchangeId id;
    const http::RequestHead& head;
    http::Framing framing;
    net::Endpoint client;
    net::Endpoint server;
    std::string scheme; ///< "http" or "https"
};

/// The way back to the client; implemented by web's FallbackHandler. The exchange's thread only.
class Responder
{
public:
    /// A worker or upstream connection is there: the time in the queue ends.
    virtual void leased() = 0;
    /// A 1xx that comes before the answer.
    virtual void interim(const http::ResponseHead&) {}
    /// A whole answer at once.
    virtual void respond(http::ResponseHead head, std::string_view body) = 0;
    /// The head of an answer in pieces; `length` when it is known.
    virtual void responseHead(http::ResponseHead head, std::optional<std::uint64_t> length) = 0;
    virtual void responseBody(std::string_view bytes) = 0;
    virtual void responseEnded() = 0;
    /// The upstream has answered with `head`, a 101, and speaks another protocol from now on: so shall the client.
    virtual void protocolSwitched(http::ResponseHead head, http::DetachedStream upstream) = 0;
    /// No answer, or not the rest of one: `status` (502, 503, 504) is answered if no head was sent, else the connection
    /// is cut. `reason` is one sentence for the log.
    virtual void failed(int status, const std::string& reason) = 0;
    /// Bytes of the answer that the client has not taken: hold back beyond a few hundred kB until writable().
    virtual std::size_t unsent() const = 0;
    /// Back-pressure on the request's body.
    virtual void pauseRequest(bool on) = 0;

protected:
    ~Responder() = default;
};

/// One request inside a backend. Destroying it means that nobody waits for the answer any more.
class BackendExchange
{
public:
    virtual ~BackendExchange() = default;
    /// Called once, first; may answer at once.
    virtual void start() = 0;
    virtual void bodyReceived(std::string_view bytes) = 0;
    virtual void requestEnded() = 0;
    virtual void writable() = 0;
};

/// One I/O thread's way to a backend, with its connections. Lives on that thread; outlives its exchanges.
class BackendLink
{
public:
    virtual ~BackendLink() = default;
    /// `responder` outlives the exchange.
    virtual std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) = 0;
};

/// A folder of static files that a framework's finders named: `url` + `prefix` + name is at `folder`/name.
struct StaticFolder
{
    std::string prefix; ///< "" or "admin/"
    std::string folder; ///< absolute
};

struct BackendStatus
{
    enum class Health { Starting, Fine, Failed };
    Health health = Health::Fine;
    std::string label;  ///< "demo polls", "mysite · Python 3.11.2 · Django 3.2.19"
    std::string error;  ///< one sentence, when Failed
    std::string detail; ///< Python's own message, may have lines
    int workers = 0;    ///< processes that serve now
    int threadsPerWorker = 0;
    std::string staticUrl; ///< "/static/", empty when there are no folders
    std::vector<StaticFolder> staticFolders;
    std::vector<std::string> unappliedMigrations;
};

class Backend
{
public:
    virtual ~Backend() = default;
    /// "demo", "wsgi", "http" …: the word before the colon.
    virtual std::string kind() const = 0;
    /// Any thread.
    virtual BackendStatus status() const = 0;
    /// Called after the status changed, on a thread of the backend's. Set before the backend is used.
    virtual void setStatusChanged(std::function<void()> changed) = 0;
    /// Called on the loop's thread. The link must be destroyed there, before the backend.
    virtual std::unique_ptr<BackendLink> link(net::IoLoop& loop) = 0;
};

} // namespace windsock::backend
