// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and roles of the chat's messages. Plain constants.
#pragma once

#include <Qt>

namespace windsock::ui {

enum class MessageColumn { Direction, Text, Size, Since, RoundTrip, Time, Count };
constexpr int messageColumnCount = static_cast<int>(MessageColumn::Count);

enum MessageRole {
    DirectionRole = Qt::UserRole, ///< int, chat::Direction
    KindRole,                     ///< int, chat::Kind
};

} // namespace windsock::ui
