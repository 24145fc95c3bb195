// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RoomSession: a member of a room. Named events, {"event": NAME, "data": …}, go to their handler; those without one,
// and any other text, go to all members. Lives on its I/O thread; owned by the IoServer.
#pragma once

#include "core/web/rooms.h"
#include "core/web/websockethandler.h"

#include <QJsonValue>

#include <functional>
#include <map>
#include <string>

namespace windsock::web {

class RoomSession final : public WebSocketSession, private Rooms::Member
{
public:
    /// Given what stands under "data"; may answer() or broadcast().
    using EventHandler = std::function<void(RoomSession&, const QJsonValue& data)>;
    using EventHandlers = std::map<std::string, EventHandler, std::less<>>;
    /// "members": answers how many there are. "echo": answers with the same data, to the sender alone.
    static const EventHandlers& builtIn();
    /// Bytes that a message may have: each member that reads slowly keeps a copy.
    static constexpr std::uint64_t mostMessage = 1 << 20;

    RoomSession(Opening opening, std::unique_ptr<net::Stream> stream, const websocket::Settings& settings,
                std::shared_ptr<Rooms> rooms, std::string room, const EventHandlers& handlers = builtIn());
    ~RoomSession() override;

    /// To this member alone.
    void answer(const QString& event, const QJsonValue& data);
    /// To all members, this one too.
    void broadcast(const QString& event, const QJsonValue& data);
    std::size_t memberCount() const { return m_rooms->memberCount(m_room); }

private:
    void opened() override;
    void textReceived(std::string_view text) override;
    void binaryReceived(std::string_view data) override;
    void ended(const websocket::Closure& closure) override;
    void hear(const std::shared_ptr<const Rooms::Said>& said) override;
    bool handledAsEvent(std::string_view text);

    const std::shared_ptr<Rooms> m_rooms;
    const std::string m_room;
    const EventHandlers& m_handlers;
};

} // namespace windsock::web
