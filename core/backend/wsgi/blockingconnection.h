// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingConnection: a connection to a worker that is asked and waited for on the spot, the calling thread doing
// nothing else meanwhile. For the measurement of that very thing. One thread; owned by its BlockingLink.
#pragma once

#include "core/backend/wsgi/spool.h"
#include "core/base/result.h"
#include "core/http/message.h"
#include "core/http/parse.h"
#include "core/net/endpoint.h"
#include "core/net/filedescriptor.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

namespace windsock::backend {

/// How long a thread stands still for one answer.
struct BlockingLimit
{
    std::chrono::milliseconds time{10'000};
    std::stop_token stop{}; ///< ends the wait too, soon; any thread requests it
};

/// A whole answer.
struct WorkerAnswer
{
    http::ResponseHead head;
    http::Framing framing;
    std::string body;
    bool reusable = false; ///< another request may follow on this connection
};

class BlockingConnection
{
public:
    /// A larger answer is refused: it is kept in memory until it has come to its end.
    static constexpr std::uint64_t largestBody = 64 << 20;

    /// `worker` is the path of its socket. Errors: NotFound or Refused when it is gone, or Failed; the sentence is for
    /// the log.
    static Result<BlockingConnection> connect(const net::Endpoint& worker);

    /// Whether the worker has kept it open, and said nothing more, since its last answer.
    bool usable() const;
    /// Sends `head` and `body` and waits for the answer; `toHead`: its method is HEAD. Errors: TimedOut, Closed when
    /// the worker or who waits has ended it, Invalid when it is no HTTP; the sentence is for the log. Of no use then.
    Result<WorkerAnswer> ask(std::string_view head, const Spool& body, bool toHead, const BlockingLimit& limit);

private:
    explicit BlockingConnection(net::FileDescriptor socket);

    net::FileDescriptor m_socket; // non-blocking: it is poll() that waits
};

} // namespace windsock::backend
