// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logprinter.h"

#include "app/commandline.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds interval{33};
constexpr std::size_t eventsPerBatch = 1'000;
constexpr std::chrono::milliseconds longestTurn{100};
constexpr std::chrono::seconds lastTurn{5};
constexpr std::chrono::milliseconds lastPatience{1000}; // for a reader that has stopped to read, at the end

/// A FIFO that nobody reads is an error (ENXIO), not a wait.
net::FileDescriptor openLog(const std::string& path)
{
    return net::FileDescriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666));
}

QString systemsWord(int error)
{
    return QString::fromStdString(std::generic_category().message(error));
}

} // namespace

Result<std::unique_ptr<LogPrinter>> LogPrinter::open(const journal::Journal& journal, journal::LogProfile profile,
                                                     const std::string& path)
{
    journal::TornadoLogWriter::Options options;
    options.profile = profile;
    options.colour = path.empty() && ::isatty(STDERR_FILENO) ? journal::Colour::On : journal::Colour::Off;
    options.stdoutIsTerminal = ::isatty(STDOUT_FILENO) != 0;
    const QString name = path.empty() ? QStringLiteral("standard error") : QString::fromStdString('"' + path + '"');
    if (path.empty())
        return std::unique_ptr<LogPrinter>(new LogPrinter(journal, options, Outlet(STDERR_FILENO), name));
    auto file = openLog(path);
    if (!file) {
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("Cannot write the log to %1 (%2): give --log-file a path in a folder that is yours.")
                .arg(name, systemsWord(errno)),
            {}};
    }
    return std::unique_ptr<LogPrinter>(new LogPrinter(journal, options, Outlet(std::move(file)), name));
}

LogPrinter::LogPrinter(const journal::Journal& journal, const journal::TornadoLogWriter::Options& options, Outlet log,
                       const QString& logName)
    : m_journal(journal)
    , m_writer(options)
    , m_log{[this](const journal::Batch& batch) { return m_writer.render(batch); }, std::move(log), logName}
    , m_output{[this](const journal::Batch& batch) { return m_writer.renderStdout(batch); }, Outlet(STDOUT_FILENO),
               QStringLiteral("standard output")}
{
    connect(&m_timer, &QTimer::timeout, this, &LogPrinter::flush);
    m_timer.start(interval);
}

LogPrinter::~LogPrinter()
{
    for (Follower* follower : {&m_output, &m_log}) {
        const Monotonic end = MonotonicClock::now() + lastTurn;
        do {
            follow(*follower, end);
            follower->outlet.finish(lastPatience);
        } while (follower->cursor.next < m_journal.end().next && follower->outlet.flush() &&
                 MonotonicClock::now() < end);
    }
}

void LogPrinter::flush()
{
    const Monotonic end = MonotonicClock::now() + longestTurn;
    follow(m_output, end); // first: on a terminal both are seen, and the echo's line stands before its request's
    follow(m_log, end);
}

/// Under a flood there is always more, and all else of this thread wants its turn.
void LogPrinter::follow(Follower& follower, Monotonic end)
{
    bool more = true;
    while (more && MonotonicClock::now() < end && follower.outlet.flush()) {
        const journal::Batch batch = m_journal.since(follower.cursor, eventsPerBatch);
        follower.cursor = batch.cursor;
        more = batch.events.size() == eventsPerBatch;
        if (auto text = follower.render(batch); !text.empty())
            follower.outlet.write(std::move(text));
    }
    tellFailure(follower);
}

/// Once: a disk that is full stays so for a while. Of a reader that has gone nobody need be told.
void LogPrinter::tellFailure(Follower& follower)
{
    const int error = follower.outlet.takeError();
    if (error == 0 || error == EPIPE || std::exchange(follower.failureTold, true))
        return;
    fail({ErrorCode::Failed,
          QStringLiteral("Lines for %1 are lost (%2): make room there; serving goes on.")
              .arg(follower.name, systemsWord(error)),
          {}},
         ExitCode::Failed);
}

} // namespace windsock::app
