// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/rooms.h"

#include "core/websocket/framewriter.h"

#include <vector>

namespace windsock::web {

std::shared_ptr<const Rooms::Said> Rooms::say(std::string text)
{
    auto said = std::make_shared<Said>();
    websocket::FrameHeader header;
    header.length = text.size();
    websocket::appendFrame(said->frame, header, text);
    said->text = std::move(text);
    return said;
}

void Rooms::join(const std::string& room, net::IoLoop& loop, Member& member)
{
    const std::lock_guard lock(m_mutex);
    m_rooms[room][&loop].insert(&member);
}

void Rooms::leave(const std::string& room, net::IoLoop& loop, Member& member)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    const auto part = found->second.find(&loop);
    if (part == found->second.end())
        return;
    part->second.erase(&member);
    if (part->second.empty())
        found->second.erase(part);
    if (found->second.empty())
        m_rooms.erase(found);
}

void Rooms::broadcast(const std::string& room, const std::shared_ptr<const Said>& said)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    // Under the lock: a loop that stands here has members, and so is alive.
    for (const auto& [loop, members] : found->second) {
        loop->addCallback([self = shared_from_this(), room, loop = loop, said] { self->deliver(room, *loop, said); });
    }
}

void Rooms::deliver(const std::string& room, net::IoLoop& loop, const std::shared_ptr<const Said>& said)
{
    std::vector<Member*> members; // one that hears may leave, or make others leave
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_rooms.find(room);
        const auto part = found == m_rooms.end() ? decltype(found->second.begin())() : found->second.find(&loop);
        if (found == m_rooms.end() || part == found->second.end())
            return;
        members.assign(part->second.begin(), part->second.end());
    }
    for (Member* member : members)
        member->hear(said);
}

std::size_t Rooms::memberCount(const std::string& room) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    std::size_t count = 0;
    if (found != m_rooms.end()) {
        for (const auto& [loop, members] : found->second)
            count += members.size();
    }
    return count;
}

} // namespace windsock::web
