// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatLink: the connection a chat pane talks over, as the pane sees it, so that tests can stand in for a network. The
// real one is a chat::ChatClient. GUI thread; owned by the session.
#pragma once

#include "core/chat/chatclient.h"

#include <functional>
#include <memory>

namespace windsock::ui {

class ChatLink
{
public:
    virtual ~ChatLink() = default;
    virtual Result<void> open(const chat::ChatOptions& options) = 0;
    virtual void sendText(const QString& text) = 0;
    virtual void close() = 0;
    virtual chat::ChatState state() const = 0;
    virtual const chat::Conversation& conversation() const = 0;
};

using ChatLinkFactory = std::function<std::unique_ptr<ChatLink>()>;

/// Makes links over a chat::ChatClient.
std::unique_ptr<ChatLink> makeChatLink();

} // namespace windsock::ui
