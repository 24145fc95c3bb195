// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and roles of the request log. The model returns raw values by role; delegates add colour and words.
// Plain constants.
#pragma once

#include <Qt>

namespace windsock::ui {

enum class ExchangeColumn { Time, Level, Source, Status, Method, Path, Client, Size, Duration, Since, Count };
constexpr int exchangeColumnCount = static_cast<int>(ExchangeColumn::Count);

enum ExchangeRole {
    StatusRole = Qt::UserRole, ///< int; 0 while pending or when it was cut
    PendingRole,               ///< bool: no answer yet
    OpenRole,                  ///< bool: a WebSocket that still talks
    DurationRole,              ///< qlonglong µs; so far, while pending or open
    LevelRole,                 ///< int, journal::Level
    ExchangeIdRole,            ///< qulonglong
};

} // namespace windsock::ui
