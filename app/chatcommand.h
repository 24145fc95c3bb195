// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatCommand: drives one ChatClient from standard input and the options of `windsock chat`. Main thread.
#pragma once

#include "app/outlet.h"
#include "core/chat/chatclient.h"

#include <QObject>
#include <QRegularExpression>
#include <QSocketNotifier>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace windsock::app {

struct ChatCommandOptions
{
    chat::ChatOptions chat;
    QStringList send;                         ///< sent in order once connected
    std::optional<QRegularExpression> expect; ///< done when a received message matches
    /// How long to listen before closing. Without it: until all is answered, and it is a failure when that takes over 5
    /// s.
    std::optional<std::chrono::milliseconds> wait;
    bool json = false;
};

class ChatCommand : public QObject
{
    Q_OBJECT
public:
    explicit ChatCommand(ChatCommandOptions options);

    /// Connects; finished() tells the exit code. Error: what open() says.
    Result<void> start();
    /// A signal to stop: a close handshake, then the end; a second one ends it at once.
    void interrupt();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void pull();
    void show(const chat::Message& message);
    void showJson(const chat::Message& message);
    void say(const QString& line);
    void remark(const QString& text);
    bool allWritten();
    void connected();
    void received(const chat::Message& message);
    void readInput();
    void handleLine(const QByteArray& line);
    void control(const QString& word, const QString& rest);
    void refuse(const QString& sentence);
    void waitedInVain();
    void inputEnded();
    bool answersMissing() const;
    void checkAnswered();
    void send(const QString& text);
    void closeSoon();
    int outcome() const;
    void end(int exitCode);

    const ChatCommandOptions m_options;
    chat::ChatClient m_client;
    QTimer m_pull;
    QTimer m_waitLimit;
    QTimer m_closeLimit; // from closing on: a server that goes on talking is not listened to for ever
    Outlet m_output;
    Outlet m_remarks;
    std::unique_ptr<QSocketNotifier> m_input;
    QByteArray m_pending; // an unfinished line
    std::uint64_t m_next = 1;
    int m_sent = 0;
    int m_received = 0;
    bool m_answersWanted = false; // no more is to be sent: close when all are answered
    bool m_expected = false;
    bool m_failed = false; // something could not be sent, or no answer came
    bool m_ended = false;
};

} // namespace windsock::app
