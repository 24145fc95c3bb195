// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a handshake was refused, and what to change (row W6): a response in, a sentence or two out. Pure, any thread.
#pragma once

#include "core/http/message.h"

#include <string>
#include <string_view>

namespace windsock::chat {

struct RefusedHandshake
{
    std::string host;   ///< "127.0.0.1:8000"
    std::string target; ///< path and query, as sent
    std::string origin; ///< as sent, or empty
};

/// Explains a status other than 101. `body` is the start of what the server said.
std::string explainRefusal(const RefusedHandshake& request, const http::ResponseHead& response, std::string_view body);

} // namespace windsock::chat
