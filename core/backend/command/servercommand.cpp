// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/command/servercommand.h"

#include <QProcess>

namespace windsock::backend {

namespace {

const QString portWord = QStringLiteral("{port}");
const QString socketWord = QStringLiteral("{socket}");

} // namespace

Result<ServerCommand> ServerCommand::parse(const std::string& line)
{
    ServerCommand command;
    command.m_line = line;
    const QString text = QString::fromStdString(line);
    command.m_words = QProcess::splitCommand(text);
    if (command.m_words.isEmpty() || command.m_words.constFirst().isEmpty())
        return Error{ErrorCode::Invalid,
                     QStringLiteral("\"command:\" names no program: write command:PROGRAM ARGUMENTS, such as "
                                    "\"command:gunicorn -b 127.0.0.1:{port} mysite.wsgi\"."),
                     {}};
    command.m_wantsSocket = text.contains(socketWord);
    if (command.m_wantsSocket == text.contains(portWord))
        return Error{ErrorCode::Invalid,
                     QStringLiteral("\"command:%1\" must say once where the server is to listen: put {port} or "
                                    "{socket} there, and Windsock fills it in.")
                         .arg(text.left(200)),
                     {}};
    return command;
}

QStringList ServerCommand::arguments(const net::Endpoint& endpoint) const
{
    QStringList words = m_words.sliced(1);
    words.replaceInStrings(portWord, QString::number(endpoint.port));
    words.replaceInStrings(socketWord, QString::fromStdString(endpoint.host));
    return words;
}

} // namespace windsock::backend
