// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameInflater: what the frames of one direction say, for who reads along and puts no message together. Pure: any one
// thread.
#pragma once

#include "core/websocket/deflate.h"

#include <cstdint>
#include <string>

namespace windsock::websocket {

class FrameInflater
{
public:
    /// `limit`: bytes that a message may inflate to. `ratio`: how many times its size, once that is over a hundredth of
    /// the limit: who only reads along need not work for a bomb.
    FrameInflater(const DeflateSide& side, std::size_t limit, std::size_t ratio)
        : m_inflater(side)
        , m_limit(limit)
        , m_ratio(ratio)
    {
    }

    /// At each frame's header.
    void begin(const FrameHeader& header);
    /// `piece` of that frame's payload, unmasked, becomes what it inflates to; of control frames and messages that are
    /// not compressed it stays as it is. After Invalid or TooBig this direction can be read no more, for what follows
    /// refers to what came before.
    Inflater::Result take(const FrameHeader& header, std::string& piece, bool last);

private:
    Inflater m_inflater;
    const std::size_t m_limit;
    const std::size_t m_ratio;
    std::size_t m_wireSize = 0;    // of the message in hand, so far
    std::size_t m_messageSize = 0; // of the message in hand, inflated so far
    bool m_compressed = false;     // the message is
};

} // namespace windsock::websocket
