// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatSession: what a chat pane does without being asked: connects to the served echo at the start, says hello once,
// follows the server when it moves or comes back; and keeps the round trips. GUI thread; owned by the pane.
#pragma once

#include "ui/chat/chatlink.h"
#include "ui/latency/roundtrips.h"
#include "ui/server/servercontrol.h"

#include <QObject>

namespace windsock::ui {

class ChatSession : public QObject
{
    Q_OBJECT
public:
    /// Messages taken in one tick.
    static constexpr std::size_t piece = 5'000;

    ChatSession(std::unique_ptr<ChatLink> link, ServerControl& server, RoundTrips& roundTrips, QObject* parent);

    /// Options that the next connect() uses; the URL too.
    void setOptions(const chat::ChatOptions& options) { m_options = options; }
    const chat::ChatOptions& options() const { return m_options; }
    Result<void> connectNow();
    void closeNow();
    void send(const QString& text);
    chat::ChatState state() const { return m_link->state(); }
    /// Since when it is open; a default time point otherwise.
    Monotonic openSince() const { return m_openSince; }
    /// Where the served echo is; empty when nothing is served.
    QString echoUrl() const;

    using Rows = std::vector<std::shared_ptr<const chat::Message>>;
    /// What came since the last call, at most `piece` of them.
    Rows pull();

Q_SIGNALS:
    /// The served echo is somewhere else now, or was not known before.
    void urlChanged(const QString& url);

private:
    void followServer();
    void note(const chat::Message& message);

    std::unique_ptr<ChatLink> m_link;
    ServerControl& m_server;
    RoundTrips& m_roundTrips;
    chat::ChatOptions m_options;
    QString m_followed; ///< the echo this session was connected to by itself
    bool m_served = false;
    bool m_greeted = false;
    bool m_closedByUser = false;
    std::uint64_t m_next = 1;
    Monotonic m_openSince;
};

} // namespace windsock::ui
