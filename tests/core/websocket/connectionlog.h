// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionLog: a Connection's handler that writes down what it is told. Main thread only; outlives its connection.
#pragma once

#include "core/websocket/connection.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace windsock::test {

class ConnectionLog final : public websocket::Connection::Handler, public websocket::FrameObserver
{
public:
    void textReceived(std::string_view text) override { add("text " + std::string(text)); }
    void binaryReceived(std::string_view data) override { add("binary " + std::string(data)); }
    void pingReceived(std::string_view payload) override { add("ping " + std::string(payload)); }
    void pongReceived(std::string_view payload) override { add("pong " + std::string(payload)); }
    void drained() override { add("drained"); }
    void closed(const websocket::Closure& how) override
    {
        closures++;
        closure = how;
    }
    void frameSeen(websocket::Direction direction, const websocket::FrameHeader& header, std::string_view payload,
                   Monotonic) override
    {
        frames.push_back((direction == websocket::Direction::Sent ? "> " : "< ") + std::string(name(header.opcode)) +
                         (header.fin ? ". " : " ") + std::string(payload));
    }

    std::vector<std::string> events;
    std::vector<std::string> frames;
    std::optional<websocket::Closure> closure;
    int closures = 0;
    std::function<void(const std::string&)> onEvent;

private:
    void add(std::string event)
    {
        events.push_back(std::move(event));
        if (onEvent)
            onEvent(events.back());
    }
};

} // namespace windsock::test
