// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Session: what an exchange has become whose connection speaks another protocol now: a WebSocket of ours, or one that
// is relayed. It writes the exchange's second outcome when it ends. Lives on its I/O thread; owned by the IoServer.
#pragma once

#include "core/journal/records.h"

#include <memory>
#include <string>

namespace windsock::web {

class IoServer;

class Session
{
public:
    /// What a session is made from when its handshake was answered.
    struct Opening
    {
        IoServer& server;
        std::shared_ptr<const journal::Begun> begun;
        std::shared_ptr<const journal::Outcome> handshake;
    };

    explicit Session(Opening opening);
    virtual ~Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// The server stops: says so to the peers, and ends.
    virtual void goAway() = 0;
    /// Cuts it.
    virtual void abort() = 0;

protected:
    IoServer& server() const { return m_server; }
    ExchangeId id() const { return m_begun->id; }
    /// A remark at this exchange.
    void note(journal::Level level, journal::Channel channel, std::string text) const;
    /// Records how it ended, and ends: the session is retired.
    void finish(std::string failure);

private:
    IoServer& m_server;
    const std::shared_ptr<const journal::Begun> m_begun;
    const std::shared_ptr<const journal::Outcome> m_handshake;
};

} // namespace windsock::web
