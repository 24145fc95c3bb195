// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/slotbroker.h"

#include <algorithm>

namespace windsock::backend {

/// The worker with the most free slots, so that two half-busy ones are used before one is full. Under m_mutex.
std::optional<Lease> SlotBroker::take()
{
    const auto most = std::max_element(m_workers.begin(), m_workers.end(),
                                       [](const Worker& a, const Worker& b) { return a.free < b.free; });
    if (most == m_workers.end() || most->free <= 0)
        return std::nullopt;
    --most->free;
    return Lease{most->id, most->endpoint, most->pid};
}

std::optional<Result<Lease>> SlotBroker::tryLease()
{
    std::optional<Error> error;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error && m_waiting.empty()) {
            if (auto lease = take())
                return Result<Lease>(std::move(*lease));
        }
        error = m_error;
    }
    if (!error)
        return std::nullopt;
    m_retry();
    return Result<Lease>(std::move(*error));
}

std::unique_ptr<SlotBroker::Waiter> SlotBroker::wait(net::IoLoop& loop, Granted granted)
{
    auto waiter = std::make_unique<Waiter>();
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back({&loop, std::move(granted), waiter->m_left});
    serveWaiting(); // a slot may have become free since tryLease()
    return waiter;
}

/// Under m_mutex.
void SlotBroker::serveWaiting()
{
    while (!m_waiting.empty()) {
        if (*m_waiting.front().left) {
            m_waiting.pop_front();
            continue;
        }
        auto lease = m_error ? std::nullopt : take();
        if (!lease && !m_error)
            return;
        Waiting waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        post(std::move(waiting), lease ? Result<Lease>(std::move(*lease)) : Result<Lease>(*m_error));
    }
}

void SlotBroker::post(Waiting waiting, Result<Lease> result)
{
    net::IoLoop* loop = waiting.loop;
    loop->addCallback([this, waiting = std::move(waiting), result = std::move(result)]() mutable {
        // On the waiter's own thread: it cannot leave between this look and the call.
        if (!*waiting.left)
            waiting.granted(std::move(result));
        else if (result)
            release(result->worker);
    });
}

void SlotBroker::release(WorkerId worker)
{
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::find_if(m_workers.begin(), m_workers.end(), [&](const Worker& w) { return w.id == worker; });
    if (found == m_workers.end())
        return; // it has died meanwhile
    ++found->free;
    serveWaiting();
}

bool SlotBroker::releaseIfAlive(const Lease& lease)
{
    const bool died = hasDied(lease);
    if (died)
        removeWorker(lease.worker);
    else
        release(lease.worker);
    return died;
}

void SlotBroker::addWorker(WorkerId worker, net::Endpoint endpoint, std::int64_t pid, int slots)
{
    const std::lock_guard lock(m_mutex);
    m_error.reset();
    m_workers.push_back({worker, std::move(endpoint), pid, slots});
    serveWaiting();
}

void SlotBroker::removeWorker(WorkerId worker)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_workers, [&](const Worker& w) { return w.id == worker; });
}

void SlotBroker::fail(Error error)
{
    const std::lock_guard lock(m_mutex);
    m_error = std::move(error);
    serveWaiting();
}

} // namespace windsock::backend
