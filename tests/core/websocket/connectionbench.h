// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionBench: a Connection on a FakeStream with all that a test looks at, and the frames it compares with.
// Main thread only; one a test.
#pragma once

#include "core/websocket/connection.h"
#include "tests/core/websocket/connectionlog.h"
#include "tests/core/websocket/fakestream.h"
#include "tests/core/websocket/frametext.h"

namespace windsock::test {

struct ConnectionBench
{
    explicit ConnectionBench(websocket::Role role = websocket::Role::Server, const websocket::Settings& settings = {})
        : connection(std::make_unique<websocket::Connection>(std::make_unique<FakeStream>(wire), role, log, settings))
    {
        connection->setObserver(&log);
        connection->start();
    }

    Wire wire;
    ConnectionLog log;
    std::unique_ptr<websocket::Connection> connection;
};

/// What a client wrote, unmasked and as a server would have written it.
inline std::string unmasked(const std::string& bytes)
{
    websocket::FrameParser parser(websocket::Role::Server, 1 << 20);
    std::string out;
    std::string payload;
    for (std::string_view rest = bytes;;) {
        const auto step = parser.next(rest);
        rest.remove_prefix(step.consumed);
        if (step.kind == websocket::FrameParser::Step::Kind::NeedMore ||
            step.kind == websocket::FrameParser::Step::Kind::Violation)
            return out;
        if (step.kind == websocket::FrameParser::Step::Kind::Header)
            continue;
        payload.append(step.payload);
        if (!step.last)
            continue;
        websocket::applyMask(payload.data(), payload.size(), parser.header().mask);
        out += plainFrame(parser.header().opcode, std::exchange(payload, {}), parser.header().fin);
    }
}

inline std::string closeFrame(int code, const char* reason = "")
{
    return maskedFrame(websocket::Opcode::Close,
                       websocket::closePayload(static_cast<websocket::CloseCode>(code), reason));
}

inline std::string serverClose(int code, const char* reason = "")
{
    return plainFrame(websocket::Opcode::Close,
                      websocket::closePayload(static_cast<websocket::CloseCode>(code), reason));
}

} // namespace windsock::test
