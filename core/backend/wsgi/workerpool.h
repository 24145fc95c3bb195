// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WorkerPool: keeps W workers running: starts them, replaces one that dies or whose code changed, says so, and tells
// the broker who can be leased. Lives on a thread of its own; owned by the WsgiContainer, which makes and destroys it
// there.
#pragma once

#include "core/backend/restartpause.h"
#include "core/backend/sharedstatus.h"
#include "core/backend/slotbroker.h"
#include "core/backend/wsgi/workerfolder.h"
#include "core/backend/wsgi/workerprocess.h"
#include "core/journal/journal.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace windsock::backend {

struct PoolOptions
{
    WorkerProcess::Command command; ///< its arguments are those of the worker's program
    int workers = 2;
    int threads = 1;
    bool reload = false;
    std::string name; ///< what the label begins with: "mysite", "module:callable"
};

class WorkerPool final : public WorkerProcess::Watcher
{
public:
    WorkerPool(PoolOptions options, SlotBroker& broker, SharedStatus& status, journal::Journal& journal);
    /// Ends the workers: asks, waits two seconds, kills.
    ~WorkerPool();

    void start();
    /// After a failed start, when somebody asks for the application: once more, but not more often than each second.
    void retry();

private:
    void workerReady(WorkerProcess& worker, const WorkerReady& ready) override;
    void workerSaid(const WorkerOutput& output) override;
    void workerWantsReload(WorkerProcess& worker, const std::string& file) override;
    void workerExited(WorkerProcess& worker, const std::string& sentence, const std::string& detail) override;

    void spawn();
    void fill();
    void fillLater();
    void tellSlowStart();
    std::string withAdvice(const std::string& sentence) const;
    void startFailed(const std::string& sentence, const std::string& detail);
    void publish(const WorkerReady& ready);
    void warnOfMigrations(const WorkerReady& ready);
    int serving() const;

    const PoolOptions m_options;
    SlotBroker& m_broker;
    SharedStatus& m_status;
    journal::Journal& m_journal;
    std::vector<std::unique_ptr<WorkerProcess>> m_workers;
    WorkerFolder m_folder;
    QTimer m_respawn;
    QTimer m_slowStart;   // runs while no worker serves and one starts
    QTimer m_reloadRetry; // with --reload: a broken file may have been mended
    std::uint64_t m_lastId = 0;
    RestartPause m_restarts;
    bool m_ending = false; // the destructor waits for the workers
    bool m_proven = false; // one worker has come up: the others may start beside it
    Monotonic m_lastAttempt;
    std::string m_lastFailure;
    std::size_t m_unapplied = 0; // as last told
};

} // namespace windsock::backend
