// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frameinflater.h"

#include <algorithm>

namespace windsock::websocket {

void FrameInflater::begin(const FrameHeader& header)
{
    // A control frame may stand inside a message and changes nothing (RFC 6455 §5.4).
    if (isControl(header.opcode) || header.opcode == Opcode::Continuation)
        return;
    m_compressed = (header.rsv & Rsv1) != 0;
    m_messageSize = m_wireSize = 0;
}

Inflater::Result FrameInflater::take(const FrameHeader& header, std::string& piece, bool last)
{
    if (!m_compressed || isControl(header.opcode))
        return Inflater::Result::Ok;
    std::string inflated;
    m_wireSize += piece.size();
    const std::size_t most = std::min(m_limit, std::max(m_limit / 100, m_wireSize * m_ratio));
    const std::size_t room = most - std::min(most, m_messageSize);
    Inflater::Result result = m_inflater.inflate(piece, inflated, room);
    if (result == Inflater::Result::Ok && last && header.fin)
        result = m_inflater.finish(inflated, room);
    if (result == Inflater::Result::Ok) {
        m_messageSize += inflated.size();
        piece = std::move(inflated);
    }
    return result;
}

} // namespace windsock::websocket
