// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the chat pane writes for a message: its row, its tooltip, the name of a close code. Pure functions; any thread.
#pragma once

#include "core/chat/conversation.h"
#include "ui/chat/messagecolumns.h"

#include <QString>

namespace windsock::ui {

QString arrowOf(chat::Direction direction); ///< "▲" sent, "▼" received, "•" neither
QString directionWord(chat::Direction direction);
/// One line: the text itself, or in words what a control frame or an event was.
QString messageLine(const chat::Message& message);
/// "1001 going away"
QString closeCodeText(std::uint16_t code);
bool hasPayload(const chat::Message& message); ///< text, binary, ping, pong
bool isFailure(const chat::Message& message);  ///< refused or lost
QString messageCell(const chat::Message& message, const chat::Message* before, MessageColumn column);
QString messageToolTip(const chat::Message& message);

} // namespace windsock::ui
