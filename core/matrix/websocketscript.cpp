// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/websocketscript.h"

namespace windsock::matrix {

namespace {

using chat::ChatState;
using chat::Direction;
using chat::Kind;
using chat::Message;

/// Follows a client's conversation and writes it down.
class Listener
{
public:
    Listener(const chat::ChatClient& client, Conversation& heard)
        : m_client(client)
        , m_heard(heard)
    {
    }

    /// Takes in what has come; the number of answers so far.
    qsizetype listen()
    {
        const auto batch = m_client.conversation().since(m_next, 1000);
        m_next = batch.next;
        for (const auto& message : batch.messages)
            take(*message);
        return m_heard.answers.size();
    }

private:
    void take(const Message& message)
    {
        const QString text = QString::fromStdString(message.data);
        if (message.direction == Direction::Neither) {
            if (message.kind != Kind::Connected)
                m_heard.why = text;
            m_heard.lines += message.kind == Kind::Connected ? QStringLiteral("opened ") + text : text;
        } else if (message.kind == Kind::Text || message.kind == Kind::Binary) {
            takeData(message, text);
        } else if (message.kind == Kind::Close && message.direction == Direction::Received) {
            m_heard.lines += QStringLiteral("closed %1").arg(message.code);
        }
    }

    void takeData(const Message& message, const QString& text)
    {
        const bool sent = message.direction == Direction::Sent;
        m_heard.lines += (sent ? QStringLiteral("> ") : QStringLiteral("< ")) + text;
        if (sent)
            return;
        m_heard.answers += text;
        if (!m_heard.roundTrip)
            m_heard.roundTrip = message.roundTrip;
    }

    const chat::ChatClient& m_client;
    Conversation& m_heard;
    std::uint64_t m_next = 1;
};

} // namespace

Conversation speak(const chat::ChatOptions& options, const QStringList& messages, const Wait& wait,
                   std::chrono::milliseconds limit)
{
    Conversation heard;
    chat::ChatClient client;
    Listener listener(client, heard);
    if (const auto opened = client.open(options); !opened) {
        heard.why = opened.error().sentence;
        return heard;
    }
    wait.until([&] { return client.state() != ChatState::Connecting; }, limit);
    listener.listen();
    for (const QString& message : messages) {
        if (client.state() != ChatState::Open)
            break;
        const qsizetype before = listener.listen();
        client.sendText(message);
        wait.until([&] { return listener.listen() > before || client.state() == ChatState::Closed; }, limit);
        if (listener.listen() == before)
            break;
    }
    heard.works = heard.answers.size() >= messages.size();
    if (!heard.works && heard.why.isEmpty())
        heard.why = QStringLiteral("The WebSocket did not answer in time: see what the application printed.");
    client.close();
    wait.until([&] { return client.state() == ChatState::Closed; }, limit);
    listener.listen();
    return heard;
}

} // namespace windsock::matrix
