// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseWriter: the framing of one answer after the other on a connection (RFC 9112 §6): which fields the head gets,
// where the body ends. One thread, its ServerConnection's, which owns it.
#pragma once

#include "core/http/message.h"
#include "core/net/stream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::http {

/// What of the request decides how its answer is framed.
struct AnswersTo
{
    bool head = false; ///< HEAD: as GET, without the body
    bool http10 = false;
    bool mayKeepAlive = false; ///< unless the answer's framing forbids it
};

class ResponseWriter
{
public:
    /// Completes `head` with Content-Length or Transfer-Encoding, Connection, Server and Date. `length` nothing:
    /// chunked, or until the close for HTTP/1.0; a Content-Length among the head's fields counts as `length`. The head
    /// leaves with the first write() or finish().
    void begin(ResponseHead head, std::optional<std::uint64_t> length, const AnswersTo& request,
               const std::string& serverName);
    /// Whether another answer may follow on the connection.
    bool keepsAlive() const { return m_keepAlive; }
    /// What is longer than the length is left out.
    void write(net::Stream& stream, std::string_view body);
    /// Whether nothing of the answer has left yet; then another may be begun in its place.
    bool holdsHead() const { return !m_output.empty(); }
    /// Forgets the answer that was begun, while holdsHead().
    void takeBack() { m_output.clear(); }
    /// False, and nothing is written, when the answer is shorter than its length.
    bool finish(net::Stream& stream);
    /// A 101: what follows it is not ours.
    void switchProtocols(net::Stream& stream, const ResponseHead& head);
    /// The head as it was sent, once.
    ResponseHead takeHead() { return std::move(m_head); }

private:
    void completeHead(const AnswersTo& request, const std::string& serverName);

    ResponseHead m_head;
    std::string m_output;     // the head that waits for its body's first bytes
    std::uint64_t m_left = 0; // of the body, when it has a length
    bool m_hasLength = false;
    bool m_chunked = false;
    bool m_suppressBody = false; // HEAD, 204, 304
    bool m_keepAlive = false;
};

} // namespace windsock::http
