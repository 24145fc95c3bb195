// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/messagetext.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using chat::Direction;
using chat::Kind;
using chat::Message;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Chat", text);
}

QString closeLine(const Message& message)
{
    const QString code = closeCodeText(message.code);
    const QString line =
        message.direction == Direction::Sent ? tr("You closed: %1").arg(code) : tr("The server closed: %1").arg(code);
    return message.data.empty() ? line : line + u" · "_s + format::oneLine(message.data);
}

QString hexOf(const std::string& data)
{
    const auto bytes =
        QByteArray::fromRawData(data.data(), static_cast<qsizetype>(std::min<std::size_t>(data.size(), 64)));
    return QString::fromLatin1(bytes.toHex(' ')) + (data.size() > 64 ? u"…"_s : QString());
}

QString pongLine(const Message& message)
{
    const QString line = tr("pong") + u' ' + format::oneLine(message.data, 60);
    return message.roundTrip ? line + tr(" after %1").arg(format::duration(*message.roundTrip)) : line;
}

} // namespace

QString arrowOf(Direction direction)
{
    switch (direction) {
    case Direction::Sent:
        return u"▲"_s;
    case Direction::Received:
        return u"▼"_s;
    case Direction::Neither:
        break;
    }
    return u"•"_s;
}

QString directionWord(Direction direction)
{
    switch (direction) {
    case Direction::Sent:
        return tr("sent");
    case Direction::Received:
        return tr("received");
    case Direction::Neither:
        break;
    }
    return tr("event");
}

QString messageLine(const Message& message)
{
    switch (message.kind) {
    case Kind::Text:
        return format::oneLine(message.data);
    case Kind::Binary:
        return hexOf(message.data);
    case Kind::Ping:
        return tr("ping") + u' ' + format::oneLine(message.data, 60);
    case Kind::Pong:
        return pongLine(message);
    case Kind::Close:
        return closeLine(message);
    case Kind::Connected:
        return tr("Connected to %1").arg(format::oneLine(message.data));
    case Kind::Refused:
        return tr("Refused: %1").arg(format::oneLine(message.data));
    case Kind::Lost:
        return tr("Lost: %1").arg(format::oneLine(message.data));
    }
    return {};
}

QString closeCodeText(std::uint16_t code)
{
    switch (code) {
    case 1000:
        return tr("1000 normal");
    case 1001:
        return tr("1001 going away");
    case 1002:
        return tr("1002 protocol error");
    case 1003:
        return tr("1003 kind of data not accepted");
    case 1005:
        return tr("no code");
    case 1006:
        return tr("1006 without a close frame");
    case 1007:
        return tr("1007 not valid UTF-8");
    case 1008:
        return tr("1008 policy violation");
    case 1009:
        return tr("1009 message too big");
    case 1010:
        return tr("1010 extension missing");
    case 1011:
        return tr("1011 error in the server");
    default:
        return QString::number(code);
    }
}

bool hasPayload(const Message& message)
{
    return message.kind == Kind::Text || message.kind == Kind::Binary || message.kind == Kind::Ping ||
           message.kind == Kind::Pong;
}

bool isFailure(const Message& message)
{
    return message.kind == Kind::Refused || message.kind == Kind::Lost;
}

QString messageCell(const Message& message, const Message* before, MessageColumn column)
{
    switch (column) {
    case MessageColumn::Direction:
        return arrowOf(message.direction);
    case MessageColumn::Text:
        return messageLine(message);
    case MessageColumn::Size:
        return hasPayload(message) ? format::size(message.data.size()) : QString();
    case MessageColumn::Since:
        return before ? format::sinceBefore(elapsed(before->time, message.time)) : QString();
    case MessageColumn::RoundTrip:
        return message.roundTrip ? format::duration(*message.roundTrip) : QString();
    case MessageColumn::Time:
        return format::clock(message.at);
    case MessageColumn::Count:
        break;
    }
    return {};
}

QString messageToolTip(const Message& message)
{
    QString text = directionWord(message.direction) + u" · "_s + format::clockMicro(message.at);
    if (hasPayload(message))
        text += u" · "_s + tr("%1 bytes").arg(format::count(message.data.size()));
    if (message.roundTrip)
        text += u" · "_s +
                tr("round trip %1 µs").arg(format::count(static_cast<std::uint64_t>(message.roundTrip->count())));
    return text;
}

} // namespace windsock::ui
