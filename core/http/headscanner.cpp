// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headscanner.h"

namespace windsock::http {

HeadScanner::HeadScanner(std::size_t lineLimit, std::size_t headLimit)
    : m_lineLimit(lineLimit)
    , m_headLimit(headLimit)
{
}

HeadScanner::State HeadScanner::refuse(int status, const char* reason)
{
    m_refusal = {status, reason};
    return State::Refused;
}

HeadScanner::State HeadScanner::scan(std::string_view bytes)
{
    for (;;) {
        const auto newline = bytes.find('\n', m_seen);
        const std::size_t reached = newline == std::string_view::npos ? bytes.size() : newline + 1;
        if (m_lineStart == 0 && reached > m_lineLimit)
            return refuse(414, "The request line is too long.");
        if (reached > m_headLimit)
            return refuse(431, "The header fields are too long.");
        if (newline == std::string_view::npos) {
            m_seen = bytes.size();
            return State::NeedMore;
        }
        if (newline == m_lineStart || bytes[newline - 1] != '\r')
            return refuse(400, "A line ended with LF alone.");
        const bool empty = newline == m_lineStart + 1;
        // A folded field would be read one way here and another way behind us (RFC 9112 §5.2).
        if (m_lineStart > 0 && (bytes[m_lineStart] == ' ' || bytes[m_lineStart] == '\t'))
            return refuse(400, "A header field is folded over two lines.");
        m_lineStart = m_seen = newline + 1;
        if (empty)
            return State::Complete;
    }
}

} // namespace windsock::http
