// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerCommand: the command line of a server that Windsock starts, with {port} or {socket} where its address
// goes. Pure, any thread.
#pragma once

#include "core/base/result.h"
#include "core/net/endpoint.h"

#include <QString>
#include <QStringList>

#include <string>

namespace windsock::backend {

class ServerCommand
{
public:
    /// Words are split at blanks; double quotes keep some together, and nothing else is special. Error (Invalid): no
    /// program, or no place for the address.
    static Result<ServerCommand> parse(const std::string& line);

    const QString& program() const { return m_words.constFirst(); }
    /// Whether it listens on a Unix socket, else on a port.
    bool wantsSocket() const { return m_wantsSocket; }
    /// The words behind the program, with the address filled in.
    QStringList arguments(const net::Endpoint& endpoint) const;
    /// The line as it was written.
    const std::string& line() const { return m_line; }

private:
    std::string m_line;
    QStringList m_words;
    bool m_wantsSocket = false;
};

} // namespace windsock::backend
