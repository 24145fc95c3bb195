// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LogPrinter: follows the journal and writes Tornado's lines to standard error or a file, and what handlers printed to
// standard output. Main thread; owned by the command.
#pragma once

#include "core/base/result.h"
#include "core/journal/journal.h"
#include "core/journal/tornadolog.h"

#include <QObject>
#include <QTimer>

#include <cstdio>
#include <memory>
#include <string>

namespace windsock::app {

class LogPrinter : public QObject
{
    Q_OBJECT
public:
    /// `file` is appended to; empty: standard error.
    static Result<std::unique_ptr<LogPrinter>> open(const journal::Journal& journal, journal::LogProfile profile,
                                                    const std::string& file);
    ~LogPrinter() override;

    /// Prints all that there is now.
    void flush();

private:
    struct CloseFile
    {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, CloseFile>;

    LogPrinter(const journal::Journal& journal, const journal::TornadoLogWriter::Options& options, File file);
    /// True when there may be more.
    bool printBatch();
    void print(const std::string& text, std::FILE* file);

    const journal::Journal& m_journal;
    journal::TornadoLogWriter m_writer;
    journal::Cursor m_cursor;
    File m_file; // null: standard error
    QTimer m_timer;
};

} // namespace windsock::app
