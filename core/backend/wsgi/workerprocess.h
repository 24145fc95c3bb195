// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WorkerProcess: one Python process that runs the application (resources/python/wsgi_worker.py), its lifeline, and what
// it says on its control channel. Lives on the WorkerPool's thread, which owns it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/outputlines.h"
#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QJsonObject;

namespace windsock::backend {

/// What a worker told of itself when it was ready.
struct WorkerReady
{
    std::string python;    ///< "3.11.2"
    std::string framework; ///< "Django 3.2.19", or empty
    std::string staticUrl;
    std::vector<StaticFolder> staticFolders;
    std::vector<std::string> unappliedMigrations;
};

/// Something printed, or a traceback, at an exchange (or none).
struct WorkerOutput
{
    enum class Kind { Stdout, Stderr, Traceback };
    ExchangeId exchange;
    Kind kind = Kind::Stderr;
    std::string text; ///< without the last newline
};

class WorkerProcess : public QObject
{
    Q_OBJECT
public:
    struct Command
    {
        QString program;
        QStringList arguments; ///< without --socket
        QString folder;        ///< working directory
        std::vector<std::pair<std::string, std::string>> environment;
    };

    /// Told on the pool's thread. exited() is the last call; the process may be given to deleteLater() in it.
    class Watcher
    {
    public:
        virtual void workerReady(WorkerProcess& worker, const WorkerReady& ready) = 0;
        virtual void workerSaid(const WorkerOutput& output) = 0;
        virtual void workerWantsReload(WorkerProcess& worker, const std::string& file) = 0;
        /// `sentence` says why, `detail` is Python's own message. `wasReady`: it had served.
        virtual void workerExited(WorkerProcess& worker, const std::string& sentence, const std::string& detail) = 0;

    protected:
        ~Watcher() = default;
    };

    WorkerProcess(WorkerId id, QString socket, Watcher& watcher);
    /// Kills it if it still runs.
    ~WorkerProcess() override;

    void start(const Command& command);
    /// Lets it end its requests.
    void terminate();
    /// Ends it now and waits for it.
    void kill();
    /// Waits until it has ended; false when it has not within the limit.
    bool waitForEnd(std::chrono::milliseconds limit);

    WorkerId id() const { return m_id; }
    const QString& socket() const { return m_socket; }
    std::int64_t pid() const { return m_pid; }
    bool wasReady() const { return m_ready; }
    bool terminating() const { return m_terminating; }
    MonotonicClock::duration age() const { return MonotonicClock::now() - m_begun; }

private:
    void readControl();
    void readStderr();
    void handle(const QJsonObject& event);
    void failedToStart();
    void ended(int code, QProcess::ExitStatus status);
    void sayStderr(const QByteArray& text);

    const WorkerId m_id;
    const QString m_socket;
    Watcher& m_watcher;
    QProcess m_process;
    QByteArray m_control; // an unfinished line of the control channel
    OutputLines m_stderr;
    std::string m_failure; // the sentence of a "failed" event
    std::string m_detail;
    std::int64_t m_pid = 0;
    const Monotonic m_begun = MonotonicClock::now();
    bool m_ready = false;
    bool m_terminating = false;
    bool m_over = false;
};

/// Whether the process has died or is just about to: true before its sockets are closed. Any thread.
bool processHasDied(std::int64_t pid);

} // namespace windsock::backend
