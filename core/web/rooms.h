// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms: WebSockets that hear what any of them says. What is said is posted once to each I/O thread that has
// members, never once a member, and all of them share one payload. Any thread; shared by the sessions.
#pragma once

#include "core/net/ioloop.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace windsock::web {

class Rooms : public std::enable_shared_from_this<Rooms>
{
public:
    /// A text, and its frame as a server sends it without compression (RFC 6455 §5).
    struct Said
    {
        std::string text;
        std::string frame;
    };
    static std::shared_ptr<const Said> say(std::string text);

    /// Lives on its loop's thread.
    class Member
    {
    public:
        virtual void hear(const std::shared_ptr<const Said>& said) = 0;

    protected:
        ~Member() = default;
    };

    /// On the member's own thread, as is leave(), which must come before the member or its loop dies.
    void join(const std::string& room, net::IoLoop& loop, Member& member);
    void leave(const std::string& room, net::IoLoop& loop, Member& member);
    /// All members hear it, in their threads' next turn; in the same order when one thread says it.
    void broadcast(const std::string& room, const std::shared_ptr<const Said>& said);
    /// Of all threads.
    std::size_t memberCount(const std::string& room) const;

private:
    using Members = std::unordered_set<Member*>;

    void deliver(const std::string& room, net::IoLoop& loop, const std::shared_ptr<const Said>& said);

    mutable std::mutex m_mutex;
    /// Guarded by m_mutex; a set is changed, and its members are used, on their loop's thread alone.
    std::unordered_map<std::string, std::unordered_map<net::IoLoop*, Members>> m_rooms;
};

} // namespace windsock::web
