// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/frametap.h"

#include "core/web/ioserver.h"

namespace windsock::web {

void FrameTap::frameSeen(websocket::Direction direction, const websocket::FrameHeader& header, std::string_view payload,
                         Monotonic time)
{
    auto capture = m_server.services().bodies.capture();
    capture.append(payload);
    record(direction, header, capture.take(m_server.recentBodies()), time);
}

void FrameTap::record(websocket::Direction direction, const websocket::FrameHeader& header,
                      journal::CapturedBody payload, Monotonic time)
{
    constexpr int rsvShift = 4; // RSV1 is the byte's 0x40
    auto frame = std::make_shared<journal::Frame>();
    frame->exchange = m_exchange;
    frame->at = WallClock::now();
    frame->time = time;
    frame->fromClient = direction == websocket::Direction::Received;
    frame->fin = header.fin;
    frame->masked = header.masked;
    frame->rsv = static_cast<std::uint8_t>(header.rsv >> rsvShift);
    frame->opcode = static_cast<std::uint8_t>(header.opcode);
    frame->length = header.length;
    frame->payload = std::move(payload);
    m_server.services().journal.append(std::move(frame));
}

} // namespace windsock::web
