// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/roomsession.h"

#include "core/web/ioserver.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace windsock::web {

namespace {

// What may wait for a member that does not read; then it is closed, for a room cannot wait for the slowest.
constexpr std::size_t mostUnsent = 1 << 20;

std::string eventText(const QString& event, const QJsonValue& data)
{
    const QJsonObject object{{QStringLiteral("event"), event}, {QStringLiteral("data"), data}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QJsonValue number(std::size_t count)
{
    return static_cast<double>(count);
}

} // namespace

const RoomSession::EventHandlers& RoomSession::builtIn()
{
    static const EventHandlers handlers = {
        {"members",
         [](RoomSession& session, const QJsonValue&) {
             session.answer(QStringLiteral("members"), number(session.memberCount()));
         }},
        {"echo", [](RoomSession& session, const QJsonValue& data) { session.answer(QStringLiteral("echo"), data); }},
    };
    return handlers;
}

RoomSession::RoomSession(Opening opening, std::unique_ptr<net::Stream> stream, const websocket::Settings& settings,
                         std::shared_ptr<Rooms> rooms, std::string room, const EventHandlers& handlers)
    : WebSocketSession(std::move(opening), std::move(stream), settings)
    , m_rooms(std::move(rooms))
    , m_room(std::move(room))
    , m_handlers(handlers)
{
}

RoomSession::~RoomSession()
{
    m_rooms->leave(m_room, server().loop(), *this);
}

void RoomSession::opened()
{
    m_rooms->join(m_room, server().loop(), *this);
    broadcast(QStringLiteral("joined"), number(memberCount()));
}

void RoomSession::ended(const websocket::Closure&)
{
    m_rooms->leave(m_room, server().loop(), *this);
    broadcast(QStringLiteral("left"), number(memberCount()));
}

void RoomSession::textReceived(std::string_view text)
{
    if (!handledAsEvent(text))
        m_rooms->broadcast(m_room, Rooms::say(std::string(text)));
}

void RoomSession::binaryReceived(std::string_view data)
{
    answer(QStringLiteral("refused"), QStringLiteral("%1 bytes: a room takes text.").arg(data.size()));
}

bool RoomSession::handledAsEvent(std::string_view text)
{
    if (!text.starts_with('{'))
        return false;
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const auto handler = m_handlers.find(object.value(QLatin1String("event")).toString().toStdString());
    if (handler == m_handlers.end())
        return false;
    handler->second(*this, object.value(QLatin1String("data")));
    return true;
}

void RoomSession::answer(const QString& event, const QJsonValue& data)
{
    sendText(eventText(event, data));
}

void RoomSession::broadcast(const QString& event, const QJsonValue& data)
{
    m_rooms->broadcast(m_room, Rooms::say(eventText(event, data)));
}

void RoomSession::hear(const std::shared_ptr<const Rooms::Said>& said)
{
    if (unsent() > 0 && unsent() + said->frame.size() > mostUnsent)
        closeWith(websocket::CloseCode::PolicyViolation, "You read too slowly for this room");
    else
        sendEncoded(said->text, said->frame);
}

} // namespace windsock::web
