// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the chat tests read a ChatClient with. Main thread only.
#pragma once

#include "core/chat/chatclient.h"

#include <algorithm>
#include <string>
#include <vector>

namespace windsock::test {

using Rows = std::vector<std::shared_ptr<const chat::Message>>;

inline Rows rows(const chat::ChatClient& client)
{
    return client.conversation().since(1, 1'000'000).messages;
}

/// Rows of one kind and direction.
inline Rows rows(const chat::ChatClient& client, chat::Kind kind, chat::Direction direction)
{
    Rows all = rows(client);
    std::erase_if(all, [&](const auto& row) { return row->kind != kind || row->direction != direction; });
    return all;
}

inline Rows received(const chat::ChatClient& client, chat::Kind kind)
{
    return rows(client, kind, chat::Direction::Received);
}

inline Rows sent(const chat::ChatClient& client, chat::Kind kind)
{
    return rows(client, kind, chat::Direction::Sent);
}

/// Rows about the connection: Connected, Refused, Lost.
inline Rows remarks(const chat::ChatClient& client, chat::Kind kind)
{
    return rows(client, kind, chat::Direction::Neither);
}

inline chat::ChatOptions optionsFor(const QString& url, chat::ClientKind kind = chat::ClientKind::Own)
{
    chat::ChatOptions options;
    options.url = url;
    options.kind = kind;
    return options;
}

} // namespace windsock::test
