// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LogPrinter: follows the journal and writes Tornado's lines to standard error or a file, and what handlers printed to
// standard output. Never waits for who reads them: then the journal keeps what is to come. Main thread; owned by the
// command.
#pragma once

#include "app/outlet.h"
#include "core/base/result.h"
#include "core/journal/journal.h"
#include "core/journal/tornadolog.h"

#include <QObject>
#include <QTimer>

#include <functional>
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

    /// Prints what there is now, as far as its readers take it.
    void flush();

private:
    /// One of the two texts on its way. Each follows the journal for itself: a slow reader holds up the other's not.
    struct Follower
    {
        std::function<std::string(const journal::Batch&)> render;
        Outlet outlet;
        QString name;             ///< in a sentence
        journal::Cursor cursor{}; ///< what has been rendered
        bool failureTold = false;
    };

    LogPrinter(const journal::Journal& journal, const journal::TornadoLogWriter::Options& options, Outlet log,
               const QString& logName);
    void follow(Follower& follower, Monotonic end);
    void tellFailure(Follower& follower);

    const journal::Journal& m_journal;
    journal::TornadoLogWriter m_writer;
    Follower m_log;
    Follower m_output;
    QTimer m_timer;
};

} // namespace windsock::app
