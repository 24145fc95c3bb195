// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stand-ins for the window's tests: a server that only remembers what it was asked, a chat link without a network.
// GUI thread; owned by the test.
#pragma once

#include "ui/chat/chatlink.h"
#include "ui/server/servercontrol.h"

#include <QStringList>

namespace windsock::ui::test {

class FakeServer : public ServerControl
{
public:
    FakeServer()
    {
        now.state = ServerStatus::State::Serving;
        now.host = QStringLiteral("127.0.0.1");
        now.port = 8000;
        now.ioThreads = 2;
        now.backendLabel = QStringLiteral("demo polls");
    }

    ServerStatus status() const override { return now; }
    void start() override { calls += QStringLiteral("start"); }
    void startOn(quint16 port) override { calls += QStringLiteral("startOn %1").arg(port); }
    void stop() override { calls += QStringLiteral("stop"); }
    Result<void> chooseBackend(const BackendChoice& choice) override
    {
        chosen = choice;
        calls += QStringLiteral("chooseBackend ") + choice.spec;
        return refusal ? Result<void>(*refusal) : Result<void>();
    }
    void migrate() override { calls += QStringLiteral("migrate"); }

    void become(const ServerStatus& status)
    {
        now = status;
        Q_EMIT statusChanged();
    }

    ServerStatus now;
    BackendChoice chosen;
    std::optional<Error> refusal;
    QStringList calls;
};

class FakeLink : public ChatLink
{
public:
    Result<void> open(const chat::ChatOptions& options) override
    {
        opened.push_back(options);
        now = chat::ChatState::Open;
        say(chat::Direction::Neither, chat::Kind::Connected, options.url.toStdString());
        return {};
    }
    void sendText(const QString& text) override
    {
        sent += text;
        say(chat::Direction::Sent, chat::Kind::Text, text.toStdString());
        say(chat::Direction::Received, chat::Kind::Text, "You said: " + text.toStdString(), microseconds(310));
    }
    void close() override { now = chat::ChatState::Closed; }
    chat::ChatState state() const override { return now; }
    const chat::Conversation& conversation() const override { return talk; }

    void say(chat::Direction direction, chat::Kind kind, std::string data, std::optional<microseconds> roundTrip = {})
    {
        chat::Message message;
        message.direction = direction;
        message.kind = kind;
        message.data = std::move(data);
        message.at = WallClock::now();
        message.time = MonotonicClock::now();
        message.roundTrip = roundTrip;
        talk.append(std::move(message));
    }

    chat::Conversation talk;
    chat::ChatState now = chat::ChatState::Closed;
    std::vector<chat::ChatOptions> opened;
    QStringList sent;
};

} // namespace windsock::ui::test
