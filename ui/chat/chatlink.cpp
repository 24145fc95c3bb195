// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatlink.h"

namespace windsock::ui {

namespace {

class ClientLink : public ChatLink
{
public:
    Result<void> open(const chat::ChatOptions& options) override { return m_client.open(options); }
    void sendText(const QString& text) override { m_client.sendText(text); }
    void close() override { m_client.close(); }
    chat::ChatState state() const override { return m_client.state(); }
    const chat::Conversation& conversation() const override { return m_client.conversation(); }

private:
    chat::ChatClient m_client;
};

} // namespace

std::unique_ptr<ChatLink> makeChatLink()
{
    return std::make_unique<ClientLink>();
}

} // namespace windsock::ui
