// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Session: one attempt at a connection and what is said on it, by whichever program speaks (ClientKind). Lives on the
// client's thread; owned by the ChatClient, who destroys it from outside its calls.
#pragma once

#include "core/chat/chataddress.h"
#include "core/chat/recorder.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace windsock::net {
class IoLoop;
}

namespace windsock::chat {

class Session
{
public:
    struct Context
    {
        net::IoLoop& loop;
        Recorder& recorder;
        ChatAddress address;
        ChatOptions options;
        std::function<void()> opened; ///< after the Connected row
    };

    /// Tells a server that is still there good-bye (1001) and drops the connection.
    virtual ~Session() = default;
    /// What becomes of it is the recorder's next row.
    virtual void start() = 0;
    virtual void sendText(std::string_view text) = 0;
    virtual void sendBinary(std::string_view data) = 0;
    virtual void ping(std::string_view payload) = 0;
    virtual void pong(std::string_view payload) = 0;
    virtual void close(std::uint16_t code, const std::string& reason) = 0;
};

std::unique_ptr<Session> makeOwnSession(Session::Context context);
std::unique_ptr<Session> makeQtSession(Session::Context context);

} // namespace windsock::chat
