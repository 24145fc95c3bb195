// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatsession.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;
using chat::Kind;

ChatSession::ChatSession(std::unique_ptr<ChatLink> link, ServerControl& server, RoundTrips& roundTrips, QObject* parent)
    : QObject(parent)
    , m_link(std::move(link))
    , m_server(server)
    , m_roundTrips(roundTrips)
{
    connect(&server, &ServerControl::statusChanged, this, &ChatSession::followServer);
    QMetaObject::invokeMethod(this, &ChatSession::followServer, Qt::QueuedConnection); // once the pane listens
}

QString ChatSession::echoUrl() const
{
    const ServerStatus status = m_server.status();
    if (status.state != ServerStatus::State::Serving)
        return {};
    const bool everywhere = status.host == u"0.0.0.0" || status.host == u"::";
    const QString host = everywhere                   ? u"127.0.0.1"_s
                         : status.host.contains(u':') ? u'[' + status.host + u']'
                                                      : status.host;
    return u"%1://%2:%3/ws/hello-tornado"_s.arg(status.tls ? u"wss"_s : u"ws"_s, host).arg(status.port);
}

void ChatSession::followServer()
{
    const QString echo = echoUrl();
    const bool cameUp = !echo.isEmpty() && !m_served;
    m_served = !echo.isEmpty();
    const bool others = !m_followed.isEmpty() && m_options.url != m_followed; // the user talks to somebody else
    if (!m_served || others || (!cameUp && echo == m_followed))
        return;
    m_options.url = m_followed = echo;
    Q_EMIT urlChanged(echo);
    if (!m_closedByUser)
        (void)connectNow();
}

Result<void> ChatSession::connectNow()
{
    m_closedByUser = false;
    // Our own server's certificate is known, whoever has signed it.
    m_options.trusted = m_options.url == m_followed ? m_server.status().certificates : QList<QSslCertificate>();
    return m_link->open(m_options);
}

void ChatSession::closeNow()
{
    m_closedByUser = true;
    m_link->close();
}

void ChatSession::send(const QString& text)
{
    m_link->sendText(text);
}

ChatSession::Rows ChatSession::pull()
{
    auto batch = m_link->conversation().since(m_next, piece);
    m_next = batch.next;
    for (const auto& message : batch.messages)
        note(*message);
    return std::move(batch.messages);
}

void ChatSession::note(const chat::Message& message)
{
    if (message.roundTrip)
        m_roundTrips.add(message.time, *message.roundTrip);
    if (message.kind == Kind::Close || message.kind == Kind::Lost || message.kind == Kind::Refused)
        m_openSince = Monotonic();
    if (message.kind != Kind::Connected)
        return;
    m_openSince = message.time;
    if (!m_greeted && m_options.url == m_followed) {
        m_greeted = true;
        send(u"Hello, world"_s);
    }
}

} // namespace windsock::ui
