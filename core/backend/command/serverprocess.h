// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerProcess: one run of a ServerCommand: started, watched until it answers, heard, ended with all that it has
// started. Lives on the CommandRunner's thread, which owns it.
#pragma once

#include "core/backend/command/servercommand.h"
#include "core/backend/outputlines.h"
#include "core/base/clock.h"
#include "core/net/connector.h"
#include "core/net/ioloop.h"

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

#include <memory>
#include <string>

namespace windsock::backend {

class ServerProcess : public QObject
{
    Q_OBJECT
public:
    struct Start
    {
        QString program; ///< absolute
        QStringList arguments;
        QString folder;
        QProcessEnvironment environment;
        net::Endpoint endpoint; ///< where it is to listen
    };

    ServerProcess(net::IoLoop& loop, const Start& start);
    /// May emit exited() at once, when the system cannot make a process.
    void start();
    /// Kills what is left of it.
    ~ServerProcess() override;

    /// Asks it to end (SIGTERM to its process group), waits, and kills.
    void end(std::chrono::milliseconds patience);

    const net::Endpoint& endpoint() const { return m_endpoint; }
    std::int64_t pid() const { return m_process.processId(); }
    bool isUp() const { return m_up; }
    MonotonicClock::duration age() const { return MonotonicClock::now() - m_begun; }
    /// The end of what it wrote to its standard error.
    const std::string& lastWords() const { return m_stderr.tail(); }

Q_SIGNALS:
    /// Something listens where it was told to.
    void answered();
    /// Whole lines, without the last newline.
    void said(const QByteArray& text, bool toStderr);
    /// The last signal. `how` is a sentence without a subject: "ended with exit code 1".
    void exited(const QString& how);

private:
    void knock();
    void knocked(bool open);
    void read();
    void over(const QString& how);
    void signalGroup(int number) const;

    net::IoLoop& m_loop;
    const net::Endpoint m_endpoint;
    QProcess m_process;
    QTimer m_knock;
    std::unique_ptr<net::Connector> m_connector;
    OutputLines m_stdout;
    OutputLines m_stderr;
    qint64 m_group = 0; // its process group
    const Monotonic m_begun = MonotonicClock::now();
    bool m_up = false;
    bool m_over = false;
};

} // namespace windsock::backend
