// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/workerpool.h"

#include <algorithm>

namespace windsock::backend {

using journal::Channel;
using journal::Level;

namespace {

constexpr std::chrono::milliseconds endLimit{2000};
constexpr std::chrono::milliseconds retryInterval{1000};
constexpr std::chrono::seconds slowStart{20};

Channel channelOf(WorkerOutput::Kind kind)
{
    switch (kind) {
    case WorkerOutput::Kind::Stdout:
        return Channel::Stdout;
    case WorkerOutput::Kind::Stderr:
        return Channel::Stderr;
    case WorkerOutput::Kind::Traceback:
        return Channel::Traceback;
    }
    return Channel::Log;
}

Level levelOf(WorkerOutput::Kind kind)
{
    return kind == WorkerOutput::Kind::Traceback ? Level::Error
           : kind == WorkerOutput::Kind::Stderr  ? Level::Warning
                                                 : Level::Info;
}

} // namespace

WorkerPool::WorkerPool(PoolOptions options, SlotBroker& broker, SharedStatus& status, journal::Journal& journal)
    : m_options(std::move(options))
    , m_broker(broker)
    , m_status(status)
    , m_journal(journal)
{
    m_respawn.setSingleShot(true);
    QObject::connect(&m_respawn, &QTimer::timeout, &m_respawn, [this] { fill(); });
    m_slowStart.setSingleShot(true);
    m_slowStart.setInterval(slowStart);
    QObject::connect(&m_slowStart, &QTimer::timeout, &m_slowStart, [this] { tellSlowStart(); });
    m_reloadRetry.setInterval(retryInterval);
    QObject::connect(&m_reloadRetry, &QTimer::timeout, &m_reloadRetry, [this] { retry(); });
}

WorkerPool::~WorkerPool()
{
    m_ending = true; // to wait for workers lets them report their end, and none is to follow them
    for (const auto& worker : m_workers) {
        m_broker.removeWorker(worker->id());
        worker->terminate();
    }
    const Monotonic until = MonotonicClock::now() + endLimit;
    for (const auto& worker : m_workers) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - MonotonicClock::now());
        if (!worker->waitForEnd(std::max(left, std::chrono::milliseconds(1))))
            worker->kill();
    }
}

void WorkerPool::start()
{
    m_status.update([this](BackendStatus& status) {
        status.health = BackendStatus::Health::Starting;
        status.label = m_options.name;
        status.threadsPerWorker = m_options.threads;
    });
    fill();
}

void WorkerPool::fill()
{
    if (m_ending)
        return;
    m_lastAttempt = MonotonicClock::now();
    if (const auto prepared = m_folder.prepare(); !prepared)
        return startFailed(prepared.error().sentence.toStdString(), {});
    // The first one alone: it finds out whether the application starts, and prepares what is to be prepared only once.
    const int wanted = m_proven ? m_options.workers : 1;
    const auto running =
        std::count_if(m_workers.begin(), m_workers.end(), [](const auto& w) { return !w->terminating(); });
    for (auto count = running; count < wanted; ++count)
        spawn();
}

void WorkerPool::fillLater()
{
    m_respawn.start(m_restarts.pause());
}

void WorkerPool::spawn()
{
    const WorkerId id{++m_lastId};
    WorkerProcess::Command command = m_options.command;
    command.arguments.prepend(m_folder.program());
    m_workers.push_back(std::make_unique<WorkerProcess>(id, m_folder.socket(id), *this));
    m_workers.back()->start(command);
    if (serving() == 0)
        m_slowStart.start();
}

void WorkerPool::tellSlowStart()
{
    m_journal.note(Level::Warning, Channel::Log,
                   "The application " + m_options.name + " has been starting for " + std::to_string(slowStart.count()) +
                       " s and is still at it: see what it waits for.");
}

void WorkerPool::retry()
{
    if (m_workers.empty() && MonotonicClock::now() - m_lastAttempt > retryInterval)
        fill();
}

int WorkerPool::serving() const
{
    return static_cast<int>(std::count_if(m_workers.begin(), m_workers.end(),
                                          [](const auto& w) { return w->wasReady() && !w->terminating(); }));
}

void WorkerPool::workerReady(WorkerProcess& worker, const WorkerReady& ready)
{
    m_lastFailure.clear();
    m_reloadRetry.stop();
    m_slowStart.stop();
    m_broker.addWorker(worker.id(), {worker.socket().toStdString(), 0}, worker.pid(), m_options.threads);
    publish(ready);
    warnOfMigrations(ready);
    if (!std::exchange(m_proven, true))
        fill();
}

void WorkerPool::publish(const WorkerReady& ready)
{
    m_status.update([&](BackendStatus& status) {
        status.health = BackendStatus::Health::Fine;
        status.error.clear();
        status.detail.clear();
        status.label =
            m_options.name + " · Python " + ready.python + (ready.framework.empty() ? "" : " · " + ready.framework);
        status.workers = serving();
        status.staticUrl = ready.staticUrl;
        status.staticFolders = ready.staticFolders;
        status.unappliedMigrations = ready.unappliedMigrations;
    });
}

void WorkerPool::warnOfMigrations(const WorkerReady& ready)
{
    const std::size_t count = ready.unappliedMigrations.size();
    if (std::exchange(m_unapplied, count) == count || count == 0)
        return;
    m_journal.note(Level::Warning, Channel::Log,
                   "The database of " + m_options.name + " lacks " + std::to_string(count) +
                       (count == 1 ? " migration (" : " migrations (the first is ") +
                       ready.unappliedMigrations.front() + "): serve with --migrate to apply them.");
}

void WorkerPool::workerSaid(const WorkerOutput& output)
{
    m_journal.note(levelOf(output.kind), channelOf(output.kind), output.text, output.exchange);
}

void WorkerPool::workerWantsReload(WorkerProcess& worker, const std::string& file)
{
    m_journal.note(Level::Info, Channel::Log,
                   file + " changed: worker " + std::to_string(worker.pid()) + " is replaced.");
    m_broker.removeWorker(worker.id());
    worker.terminate();
    fill();
}

void WorkerPool::workerExited(WorkerProcess& worker, const std::string& sentence, const std::string& detail)
{
    if (m_ending)
        return;
    m_broker.removeWorker(worker.id());
    const bool wasReady = worker.wasReady();
    const bool expected = worker.terminating();
    if (wasReady)
        m_restarts.lived(worker.age());
    const auto found =
        std::find_if(m_workers.begin(), m_workers.end(), [&](const auto& w) { return w.get() == &worker; });
    found->release()->deleteLater(); // we are inside its signal
    m_workers.erase(found);
    m_status.update([this](BackendStatus& status) { status.workers = serving(); });
    if (expected)
        return fill();
    m_restarts.died();
    if (!wasReady)
        return startFailed(sentence, detail);
    m_journal.note(Level::Error, Channel::Log, sentence + " A new one is started.");
    fillLater();
}

/// A module that is missing is missing in one Python, and may be there in another.
std::string WorkerPool::withAdvice(const std::string& sentence) const
{
    if (sentence.find("No module named") == std::string::npos)
        return sentence;
    return sentence + " in " + m_options.command.program.toStdString() +
           ": install it there, or give --python another, or --chdir the folder it lies in.";
}

void WorkerPool::startFailed(const std::string& told, const std::string& detail)
{
    const std::string sentence = withAdvice(told);
    m_slowStart.stop();
    const bool others = serving() > 0;
    const bool news = sentence != m_lastFailure;
    m_lastFailure = sentence;
    if (news || others) {
        m_journal.note(Level::Error, Channel::Log,
                       "The application " + m_options.name + " could not be started: " + sentence +
                           (detail.empty() ? "" : "\n" + detail));
    }
    if (others)
        return fillLater();
    m_proven = false; // one at a time again
    m_broker.fail({ErrorCode::Failed, QString::fromStdString("The application could not be started: " + sentence),
                   QString::fromStdString(detail)});
    m_status.update([&](BackendStatus& status) {
        status.health = BackendStatus::Health::Failed;
        status.error = sentence;
        status.detail = detail;
        status.workers = 0;
    });
    if (m_options.reload)
        m_reloadRetry.start();
}

} // namespace windsock::backend
