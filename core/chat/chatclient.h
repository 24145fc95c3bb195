// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatClient: one WebSocket connection that a person talks over, with its conversation. Its network lives on a thread
// of its own; the methods may be called from any one thread (the window's, a command's). Owned by the pane or command.
#pragma once

#include "core/base/result.h"
#include "core/chat/conversation.h"

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace windsock::chat {

/// Which program speaks: our own codec (shows refusals and control frames) or Qt's QWebSocket, as a second opinion.
enum class ClientKind { Own, Qt };

struct ChatOptions
{
    QString url; ///< ws[s]://HOST[:PORT]/PATH[?QUERY]
    ClientKind kind = ClientKind::Own;
    std::vector<std::pair<std::string, std::string>> headers; ///< sent with the handshake
    QStringList subprotocols;
    QString origin;                 ///< empty: none is sent
    bool deflate = true;            ///< permessage-deflate is offered; own client only
    bool insecure = false;          ///< wss://: any certificate will do
    QList<QSslCertificate> trusted; ///< wss://: see net::TlsTrust::also
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds closeTimeout{5'000};
};

enum class ChatState { Closed, Connecting, Open, Closing };

/// Whether `url` can be opened: one sentence that says what is wrong with it, or nothing.
Result<void> checkUrl(const QString& url);

class ChatClient
{
public:
    ChatClient();
    ~ChatClient(); ///< closes at once and joins the thread
    ChatClient(const ChatClient&) = delete;
    ChatClient& operator=(const ChatClient&) = delete;

    /// Starts to connect; what became of it is the conversation's next row (Connected or Refused). Closes what was
    /// open.
    Result<void> open(const ChatOptions& options);
    void sendText(const QString& text);
    void sendBinary(const QByteArray& data);
    void ping(const QByteArray& payload = {});
    void pong(const QByteArray& payload = {});
    /// Starts the close handshake (RFC 6455 §7); the connection is cut after closeTimeout.
    void close(std::uint16_t code = 1000, const QString& reason = {});

    ChatState state() const;
    const Conversation& conversation() const;
    /// Called on the client's thread after each append, for commands that wait; set before open(). Must be brief.
    void setNotify(std::function<void()> notify);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace windsock::chat
