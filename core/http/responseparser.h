// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseParser: one HTTP/1.x response (RFC 9112), bytes in, events out. Grammar by Boost.Beast.
// Pure: any one thread; owned by the client that waits for the response.
#pragma once

#include "core/http/message.h"
#include "core/http/parse.h"

#include <memory>

namespace windsock::http {

class ResponseParser
{
public:
    /// `toHead`: the request was HEAD, so no body follows whatever the fields say.
    explicit ResponseParser(const Limits& limits, bool toHead = false);
    ~ResponseParser();
    ResponseParser(ResponseParser&&) noexcept;
    ResponseParser& operator=(ResponseParser&&) noexcept;

    /// One event. `bytes` begins where the last call's consumed ended. Never waits, never throws. An interim response
    /// (1xx but 101) is a whole response: after its End a new parser reads the next. After a 101 the rest is not ours.
    ParseEvent parse(std::string_view bytes);
    /// The peer closed: End for a body that runs until the close, else Refused.
    ParseEvent parseEnd();

    ResponseHead takeHead(); ///< after Kind::Head, once
    Version version() const;
    Framing framing() const;
    const Refusal& refusal() const;
    /// Whether the connection may be used again after End, as far as the response says.
    bool keepAlive() const;

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace windsock::http
