// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/epolldispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace windsock::net {

namespace {

constexpr std::uint64_t wakeUpTag = UINT64_MAX;
constexpr int eventsPerTurn = 256;
// Indexed by QSocketNotifier::Type: Read, Write, Exception.
constexpr std::array<std::uint32_t, 3> interestOf = {EPOLLIN, EPOLLOUT, EPOLLPRI};
// An error or hang-up wakes readers and writers, as poll() does for Qt's own dispatcher.
constexpr std::array<std::uint32_t, 3> wakesOn = {EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP,
                                                  EPOLLOUT | EPOLLHUP | EPOLLERR, EPOLLPRI};

std::uint64_t tagOf(std::uint32_t index, std::uint32_t generation)
{
    return std::uint64_t(generation) << 32 | index;
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject* parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wakeUpTag;
    if (!m_epoll || !m_wakeUp || ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_wakeUp.get(), &event) != 0)
        qFatal("no descriptor left for an event loop");
}

EpollDispatcher::~EpollDispatcher() = default;

std::uint32_t EpollDispatcher::takeSlot(int fd)
{
    if (m_free.empty()) {
        m_slots.emplace_back();
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size() - 1));
    }
    const std::uint32_t index = m_free.back();
    m_free.pop_back();
    m_slots[index].fd = fd;
    return index;
}

void EpollDispatcher::freeSlot(std::uint32_t index)
{
    Slot& slot = m_slots[index];
    slot = Slot{.generation = slot.generation + 1};
    m_free.push_back(index);
}

void EpollDispatcher::control(int operation, const Slot& slot, std::uint32_t index)
{
    epoll_event event{};
    event.events = slot.events;
    event.data.u64 = tagOf(index, slot.generation);
    ::epoll_ctl(m_epoll.get(), operation, slot.fd, &event);
}

WatchId EpollDispatcher::watch(int fd, std::uint32_t events, Watcher* watcher)
{
    const std::uint32_t index = takeSlot(fd);
    Slot& slot = m_slots[index];
    slot.events = events;
    slot.watcher = watcher;
    control(EPOLL_CTL_ADD, slot, index);
    return {index, slot.generation};
}

void EpollDispatcher::changeWatch(WatchId id, std::uint32_t events)
{
    Slot& slot = m_slots[id.slot];
    if (slot.generation != id.generation || slot.events == events)
        return;
    slot.events = events;
    control(EPOLL_CTL_MOD, slot, id.slot);
}

void EpollDispatcher::unwatch(WatchId id)
{
    if (!id.valid() || m_slots[id.slot].generation != id.generation)
        return;
    control(EPOLL_CTL_DEL, m_slots[id.slot], id.slot);
    freeSlot(id.slot);
}

void EpollDispatcher::setTurnEnded(std::function<void()> turnEnded)
{
    m_turnEnded = std::move(turnEnded);
}

std::uint32_t EpollDispatcher::slotOf(int fd) const
{
    for (const auto& [descriptor, index] : m_notified) {
        if (descriptor == fd)
            return index;
    }
    return UINT32_MAX;
}

void EpollDispatcher::updateNotifiers(std::uint32_t index)
{
    Slot& slot = m_slots[index];
    const std::uint32_t before = slot.events;
    slot.events = 0;
    for (std::size_t type = 0; type < slot.notifiers.size(); ++type) {
        if (slot.notifiers[type])
            slot.events |= interestOf[type];
    }
    if (slot.events == 0) {
        control(EPOLL_CTL_DEL, slot, index);
        std::erase_if(m_notified, [index](const auto& entry) { return entry.second == index; });
        freeSlot(index);
    } else {
        control(before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, slot, index);
    }
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier* notifier)
{
    const int fd = static_cast<int>(notifier->socket());
    std::uint32_t index = slotOf(fd);
    if (index == UINT32_MAX) {
        index = takeSlot(fd);
        m_notified.emplace_back(fd, index);
    }
    m_slots[index].notifiers[notifier->type()] = notifier;
    updateNotifiers(index);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier* notifier)
{
    const std::uint32_t index = slotOf(static_cast<int>(notifier->socket()));
    if (index == UINT32_MAX || m_slots[index].notifiers[notifier->type()] != notifier)
        return;
    m_slots[index].notifiers[notifier->type()] = nullptr;
    updateNotifiers(index);
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object)
{
    m_timers.add(id, std::chrono::milliseconds(interval), type, object);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject* object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject* object) const
{
    return m_timers.of(object);
}

int EpollDispatcher::remainingTime(int id)
{
    const auto left = m_timers.remaining(id, TimerHeap::Clock::now());
    return left ? static_cast<int>(left->count()) : -1;
}

void EpollDispatcher::wakeUp()
{
    if (m_woken.exchange(true))
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wakeUp.get(), &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

void EpollDispatcher::drainWakeUp()
{
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(m_wakeUp.get(), &count, sizeof count);
    m_woken = false;
}

int EpollDispatcher::timeoutFor(QEventLoop::ProcessEventsFlags flags) const
{
    if (!(flags & QEventLoop::WaitForMoreEvents) || m_interrupted)
        return 0;
    if (flags & QEventLoop::X11ExcludeTimers)
        return -1;
    const auto next = m_timers.next(TimerHeap::Clock::now());
    return next ? static_cast<int>(next->count()) : -1;
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    // An event loop inside a handler is no turn of its own: what is retired is still on the stack under it.
    const bool outermost = m_depth++ == 0;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    const bool worked = m_interrupted || waitAndDispatch(flags);
    if (outermost && m_turnEnded)
        m_turnEnded();
    --m_depth;
    return worked;
}

bool EpollDispatcher::waitAndDispatch(QEventLoop::ProcessEventsFlags flags)
{
    const int timeout = timeoutFor(flags);
    if (timeout != 0)
        Q_EMIT aboutToBlock();
    bool worked = wait(timeout);
    if (!(flags & QEventLoop::X11ExcludeTimers))
        worked |= m_timers.fire(TimerHeap::Clock::now());
    return worked;
}

bool EpollDispatcher::wait(int timeout)
{
    std::array<epoll_event, eventsPerTurn> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), eventsPerTurn, timeout);
    bool worked = false;
    for (int i = 0; i < count; ++i)
        worked |= dispatch(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
    return worked;
}

bool EpollDispatcher::dispatch(std::uint64_t tag, std::uint32_t events)
{
    if (tag == wakeUpTag) {
        drainWakeUp();
        return true;
    }
    const auto index = static_cast<std::uint32_t>(tag);
    Slot& slot = m_slots[index];
    if (slot.generation != static_cast<std::uint32_t>(tag >> 32))
        return false; // removed by an event before it in this turn
    if (slot.watcher)
        slot.watcher->descriptorReady(events);
    else
        dispatchNotifiers(index, events);
    return true;
}

void EpollDispatcher::dispatchNotifiers(std::uint32_t index, std::uint32_t events)
{
    const std::uint32_t generation = m_slots[index].generation;
    for (std::size_t type = 0; type < interestOf.size(); ++type) {
        // Looked up anew each time: a handler may delete the other notifiers, or all of them.
        const Slot& slot = m_slots[index];
        if (slot.generation != generation)
            return;
        if (!slot.notifiers[type] || !(events & wakesOn[type]))
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(slot.notifiers[type], &event);
    }
}

} // namespace windsock::net
