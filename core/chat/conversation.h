// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Conversation: every message of a chat, in order, with its times. The client's thread appends, readers pull with a
// cursor like the journal's. Any thread; owned by the ChatClient.
#pragma once

#include "core/base/clock.h"
#include "core/http/message.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace windsock::chat {

enum class Direction : std::uint8_t { Sent, Received, Neither };

enum class Kind : std::uint8_t {
    Text,
    Binary,
    Ping,
    Pong,
    Close,     ///< `code` and `data` (the reason, UTF-8)
    Connected, ///< Direction::Neither: the handshake succeeded; `data` names URL and subprotocol
    Refused,   ///< Direction::Neither: no connection; `data` says why and what to do; `response` when there was one
    Lost,      ///< Direction::Neither: the connection broke without a close frame; `data` says why
};

/// One row. Immutable once appended.
struct Message
{
    std::uint64_t number = 0; ///< counts from 1 in a conversation
    Direction direction = Direction::Neither;
    Kind kind = Kind::Text;
    std::string data;       ///< payload as sent, unmasked; text is valid UTF-8
    std::uint16_t code = 0; ///< of a Close; 1005 when it carried none
    Wall at;
    Monotonic time; ///< sent: handed to the kernel; received: its last byte read
    /// Set when this is the reply: a pong to its ping, or the next message when exactly one was outstanding.
    std::optional<microseconds> roundTrip;
    /// Of Kind::Refused: what the server answered instead of 101, and the first 64 KiB of its body.
    std::optional<http::ResponseHead> response;
    std::string responseBody;
};

class Conversation
{
public:
    struct Batch
    {
        std::vector<std::shared_ptr<const Message>> messages;
        std::uint64_t next = 1; ///< give this to the next since()
        std::uint64_t dropped = 0;
    };

    /// Keeps the last `capacity` messages, of at most `bytes` payload in all (and the newest in any case).
    explicit Conversation(std::size_t capacity = 1'000'000, std::size_t bytes = 256 << 20);

    /// Numbers the message and keeps it.
    std::shared_ptr<const Message> append(Message message);
    /// At most `max` messages from number `from` on.
    Batch since(std::uint64_t from, std::size_t max) const;

private:
    bool isFull() const;

    const std::size_t m_capacity;
    const std::size_t m_mostBytes;
    mutable std::mutex m_mutex;
    std::deque<std::shared_ptr<const Message>> m_messages; // guarded by m_mutex
    std::uint64_t m_next = 1;                              // guarded by m_mutex
    std::size_t m_bytes = 0;                               // guarded by m_mutex
};

} // namespace windsock::chat
