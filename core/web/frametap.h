// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameTap: writes the frames of one WebSocket into the journal, as they pass. Lives on its I/O thread; owned by the
// session.
#pragma once

#include "core/journal/records.h"
#include "core/websocket/connection.h"

namespace windsock::web {

class IoServer;

/// Directions are the server's: what it received came from the client.
class FrameTap final : public websocket::FrameObserver
{
public:
    FrameTap(IoServer& server, ExchangeId exchange)
        : m_server(server)
        , m_exchange(exchange)
    {
    }

    /// The same of a payload that was captured piece by piece.
    void record(websocket::Direction direction, const websocket::FrameHeader& header, journal::CapturedBody payload,
                Monotonic time);

    void frameSeen(websocket::Direction direction, const websocket::FrameHeader& header, std::string_view payload,
                   Monotonic time) override;

private:
    IoServer& m_server;
    const ExchangeId m_exchange;
};

} // namespace windsock::web
