// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// CommandRunner: keeps a server running that was given as a command line: starts it, says where it listens, starts it
// again when it dies. Lives on a thread of its own; owned by the CommandBackend, which makes and destroys it there.
#pragma once

#include "core/backend/command/serverprocess.h"
#include "core/backend/restartpause.h"
#include "core/backend/sharedstatus.h"
#include "core/backend/slotbroker.h"
#include "core/backend/temporaryfolder.h"
#include "core/journal/journal.h"

#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

namespace windsock::backend {

struct CommandOptions
{
    ServerCommand command;
    QString program; ///< absolute
    QString folder;  ///< absolute; where it runs
    std::vector<std::pair<std::string, std::string>> environment;
    std::vector<std::string> pythonPaths;
    std::chrono::milliseconds answerLimit{60'000}; ///< as in Upstream
};

class CommandRunner
{
public:
    CommandRunner(net::IoLoop& loop, CommandOptions options, SlotBroker& broker, SharedStatus& status,
                  journal::Journal& journal);
    /// Ends the server: asks, waits, kills.
    ~CommandRunner();

    void start();
    /// After a failed start, when somebody asks for the server: once more, but not more often than each second.
    void retry();

private:
    Result<net::Endpoint> chooseEndpoint();
    QProcessEnvironment environment() const;
    void run();
    void answered();
    void said(const QByteArray& text, bool toStderr);
    void exited(const QString& how);
    void startFailed(const QString& sentence, const std::string& detail);
    void tellSlowStart();
    QString name() const;

    net::IoLoop& m_loop;
    const CommandOptions m_options;
    SlotBroker& m_broker;
    SharedStatus& m_status;
    journal::Journal& m_journal;
    std::unique_ptr<TemporaryFolder> m_folder; // of the socket
    std::unique_ptr<ServerProcess> m_process;
    QTimer m_restart;
    QTimer m_slowStart;
    RestartPause m_restarts;
    WorkerId m_run{0}; // counts the runs
    Monotonic m_lastAttempt;
};

} // namespace windsock::backend
