// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The script that is spoken to a WebSocket to see whether it works: open, some messages, each answered, close. On the
// Wait's thread.
#pragma once

#include "core/base/clock.h"
#include "core/chat/chatclient.h"
#include "core/matrix/wait.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace windsock::matrix {

struct Conversation
{
    bool works = false;
    QString why;       ///< one sentence, when it does not
    QStringList lines; ///< what happened, in order: "opened ws://…", "> Hello, world", "< You said: Hello, world"
    QStringList answers;
    std::optional<microseconds> roundTrip; ///< of the first message
};

/// `limit` is one answer's. It works when the handshake succeeds and each message gets an answer.
Conversation speak(const chat::ChatOptions& options, const QStringList& messages, const Wait& wait,
                   std::chrono::milliseconds limit);

} // namespace windsock::matrix
