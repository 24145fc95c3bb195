// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logprinter.h"

#include "core/net/filedescriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds interval{33};
constexpr std::size_t eventsPerBatch = 20'000;

/// Null with errno. A FIFO that nobody reads is an error (ENXIO), not a wait.
std::FILE* openLog(const std::string& path)
{
    net::FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666));
    if (!file)
        return nullptr;
    ::fcntl(file.get(), F_SETFL, O_APPEND); // a reader that is slow is waited for
    return ::fdopen(file.release(), "a");
}

bool isTerminal(std::FILE* file)
{
    return ::isatty(::fileno(file)) != 0;
}

} // namespace

Result<std::unique_ptr<LogPrinter>> LogPrinter::open(const journal::Journal& journal, journal::LogProfile profile,
                                                     const std::string& path)
{
    File file;
    if (!path.empty()) {
        file.reset(openLog(path));
        if (!file) {
            return Error{
                ErrorCode::NotFound,
                QStringLiteral("Cannot write the log to \"%1\" (%2): give --log-file a path in a folder that is yours.")
                    .arg(QString::fromStdString(path), QString::fromStdString(std::generic_category().message(errno))),
                {}};
        }
    }
    journal::TornadoLogWriter::Options options;
    options.profile = profile;
    options.colour = !file && isTerminal(stderr) ? journal::Colour::On : journal::Colour::Off;
    options.stdoutIsTerminal = isTerminal(stdout);
    return std::unique_ptr<LogPrinter>(new LogPrinter(journal, options, std::move(file)));
}

LogPrinter::LogPrinter(const journal::Journal& journal, const journal::TornadoLogWriter::Options& options, File file)
    : m_journal(journal)
    , m_writer(options)
    , m_file(std::move(file))
{
    connect(&m_timer, &QTimer::timeout, this, &LogPrinter::flush);
    m_timer.start(interval);
}

LogPrinter::~LogPrinter()
{
    flush();
}

void LogPrinter::flush()
{
    while (printBatch()) {
    }
}

bool LogPrinter::printBatch()
{
    const journal::Batch batch = m_journal.since(m_cursor, eventsPerBatch);
    m_cursor = batch.cursor;
    if (batch.events.empty() && batch.dropped == 0)
        return false;
    print(m_writer.renderStdout(batch), stdout);
    print(m_writer.render(batch), m_file ? m_file.get() : stderr);
    return batch.events.size() == eventsPerBatch;
}

void LogPrinter::print(const std::string& text, std::FILE* file)
{
    if (text.empty())
        return;
    // A reader of ours that has gone away must not end the server: SIGPIPE is ignored, and the text is lost.
    [[maybe_unused]] const auto written = std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
}

} // namespace windsock::app
