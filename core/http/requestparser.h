// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RequestParser: one HTTP/1.x request (RFC 9112), bytes in, events out. Boost.Beast reads the grammar; what Beast lets
// pass and a server must not is refused here (see requestrules.h). Pure: any one thread; owned by a ServerConnection.
#pragma once

#include "core/http/message.h"
#include "core/http/parse.h"

#include <memory>

namespace windsock::http {

class RequestParser
{
public:
    explicit RequestParser(const Limits& limits);
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;
    RequestParser& operator=(RequestParser&&) noexcept;

    /// One event. `bytes` begins where the last call's consumed ended. Never waits, never throws.
    ParseEvent parse(std::string_view bytes);

    /// After Kind::Head, once. After Kind::Refused: what had been understood, perhaps nothing.
    RequestHead takeHead();
    Framing framing() const;
    const Refusal& refusal() const;

private:
    class Impl;
    std::unique_ptr<Impl> d;
};

} // namespace windsock::http
