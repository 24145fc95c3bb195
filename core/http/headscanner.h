// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HeadScanner: finds the end of a message's head line by line, and refuses early what no parser should see: bare LF,
// folded lines, lines and heads that are too long. Pure; owned by a parser.
#pragma once

#include "core/http/parse.h"

#include <optional>
#include <string_view>

namespace windsock::http {

class HeadScanner
{
public:
    /// `lineLimit` is the first line's, `headLimit` the whole head's.
    HeadScanner(std::size_t lineLimit, std::size_t headLimit);

    enum class State { NeedMore, Complete, Refused };

    /// `bytes` always begins with the head's first byte; what was seen before is not looked at again.
    State scan(std::string_view bytes);
    /// Of the head with its empty line, when Complete.
    std::size_t size() const { return m_lineStart; }
    const Refusal& refusal() const { return m_refusal; }

private:
    State refuse(int status, const char* reason);

    std::size_t m_lineLimit;
    std::size_t m_headLimit;
    std::size_t m_lineStart = 0;
    std::size_t m_seen = 0;
    Refusal m_refusal;
};

} // namespace windsock::http
