// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RawServer: takes TCP connections and answers a request's head with given bytes, to play servers that are no WebSocket
// servers, or bad ones. Main thread; owned by a test.
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace windsock::test {

class RawServer
{
public:
    /// Makes the answer from the request's head. Empty: none is sent and the connection stays.
    using Answer = std::function<QByteArray(const QByteArray& request)>;

    explicit RawServer(Answer answer, bool closeAfter = false)
        : m_answer(std::move(answer))
        , m_closeAfter(closeAfter)
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString& path = QStringLiteral("/")) const
    {
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(port()).arg(path);
    }
    const QByteArray& request() const { return m_request; }
    /// The last connection; for what comes after the answer.
    QTcpSocket* socket() const { return m_socket; }

private:
    void accept()
    {
        m_socket = m_server.nextPendingConnection();
        QObject::connect(m_socket, &QTcpSocket::readyRead, m_socket, [this, socket = m_socket] {
            if (socket->property("answered").toBool())
                return;
            m_request += socket->readAll();
            if (!m_request.contains("\r\n\r\n"))
                return;
            socket->setProperty("answered", true);
            socket->write(m_answer(m_request));
            if (m_closeAfter)
                socket->disconnectFromHost();
        });
    }

    const Answer m_answer;
    const bool m_closeAfter;
    QTcpServer m_server;
    QTcpSocket* m_socket = nullptr; // a child of m_server
    QByteArray m_request;
};

} // namespace windsock::test
