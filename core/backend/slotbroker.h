// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// SlotBroker: who may use which worker now. I/O threads lease a worker's slot for one exchange, so that a keep-alive
// socket never pins a worker to a thread, and wait in one queue when none is free, or none is up yet. Any thread; owned
// by the backend.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/net/endpoint.h"
#include "core/net/ioloop.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace windsock::backend {

/// The right to one exchange with one worker; given back by SlotBroker::release().
struct Lease
{
    WorkerId worker;
    net::Endpoint endpoint; ///< where it listens
    std::int64_t pid = 0;
};

class SlotBroker
{
public:
    using Granted = std::function<void(Result<Lease>)>;

    /// Somebody in the queue. Destroying it leaves the queue; a lease that was on its way goes back.
    class Waiter
    {
    public:
        ~Waiter() { *m_left = true; }

    private:
        friend class SlotBroker;
        std::shared_ptr<std::atomic<bool>> m_left = std::make_shared<std::atomic<bool>>(false);
    };

    /// A lease, or nothing when one must wait(), or an error while the application cannot be started.
    std::optional<Result<Lease>> tryLease();
    /// Queues; `granted` is called on the loop's thread.
    std::unique_ptr<Waiter> wait(net::IoLoop& loop, Granted granted);
    void release(WorkerId worker);
    /// An exchange has failed, perhaps since the worker has died (true): then nobody shall have its slot.
    bool releaseIfAlive(const Lease& lease);

    void addWorker(WorkerId worker, net::Endpoint endpoint, std::int64_t pid, int slots);
    /// It is given to nobody any more; leases out on it may still be released.
    void removeWorker(WorkerId worker);
    /// Nobody can serve: all who wait, and all who come, are told `error` until a worker is added.
    void fail(Error error);
    /// Called (under no lock, any thread) when somebody asks although the application could not be started. Set once,
    /// before use.
    void setRetry(std::function<void()> retry) { m_retry = std::move(retry); }
    /// Tells a dead process before the pool hears of its end; without it none is dead. Set before use; any thread calls
    /// it.
    void setDeathTest(std::function<bool(std::int64_t pid)> test) { m_deathTest = std::move(test); }
    bool hasDied(const Lease& lease) const { return m_deathTest && m_deathTest(lease.pid); }

private:
    struct Worker
    {
        WorkerId id;
        net::Endpoint endpoint;
        std::int64_t pid;
        int free;
    };
    struct Waiting
    {
        net::IoLoop* loop;
        Granted granted;
        std::shared_ptr<std::atomic<bool>> left;
    };

    std::optional<Lease> take();
    void serveWaiting();
    void post(Waiting waiting, Result<Lease> result);

    std::mutex m_mutex;
    std::vector<Worker> m_workers; // guarded by m_mutex
    std::deque<Waiting> m_waiting; // guarded by m_mutex
    std::optional<Error> m_error;  // guarded by m_mutex
    std::function<void()> m_retry;
    std::function<bool(std::int64_t)> m_deathTest;
};

} // namespace windsock::backend
