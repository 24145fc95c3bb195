// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tornado's log, to the letter (formats.md), or the same as JSON: records in, text out. What the text may contain:
// logtext.h. The functions are pure but for the local time zone; a TornadoLogWriter belongs to one thread, its
// reader's.
#pragma once

#include "core/journal/accessline.h"
#include "core/journal/journal.h"
#include "core/journal/records.h"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::journal {

/// Whose line numbers are printed, and whether a WebSocket's handshake is (not by 4.3).
enum class LogProfile { Tornado43, Tornado62, Tornado65, Json };

/// From the command line's names: tornado-4.3, tornado-6.2, tornado-6.5, json.
std::optional<LogProfile> parseLogProfile(std::string_view name);
std::string_view toString(LogProfile profile);

enum class Colour { Off, On };

// Lines come without their last newline. Colour is for the bracketed prefix only, in the sequences that Tornado finds
// in xterm's terminfo entry; JSON has none.
//
// JSON objects have the keys time (UTC, µs), level (debug, info, warning, error) and kind, and
//   kind access:    id, connection, source (web, wsgi), route, client, method, uri, status, duration_ms, websocket
//   kind failure:   id, client, method, uri, status (0: no answer was sent), text
//   kind traceback: id, client, method, uri, text (the last four as far as the exchange is known)
//   kind log, stderr: id (0: of no exchange), text

/// `STATUS METHOD URI (CLIENT) D.DDms`, at the time the answer was written. A WebSocket has this line once, at its
/// handshake. None for its close, for its handshake in 4.3's profile, and when no answer was sent.
std::optional<std::string> formatAccess(LogProfile profile, const Begun& begun, const Outcome& outcome,
                                        Colour colour = Colour::Off);
/// `[W … windsock:0] 502 GET /x (127.0.0.1): SENTENCE`, as Tornado logs the message of an HTTPError; without the status
/// when there is none. Error from 500, Warning below. None when nothing failed.
std::optional<std::string> formatFailure(LogProfile profile, const Begun& begun, const Outcome& outcome,
                                         Colour colour = Colour::Off);
/// The failure, if any, and the access line, if any, in Tornado's order; joined by a newline.
std::optional<std::string> format(LogProfile profile, const Begun& begun, const Outcome& outcome,
                                  Colour colour = Colour::Off);
/// A remark; further lines are indented by four spaces. Ours are from `windsock:0` (0: there is no line to look at).
/// A traceback is `[E … wsgi:LINE] Uncaught exception METHOD URI (CLIENT)` with itself below, as Tornado's
/// log_exception has it; `begun` may be null. What an application wrote to its standard error is from `wsgi:LINE`. None
/// for Channel::Stdout, which is not for the log.
std::optional<std::string> format(LogProfile profile, const Line& line, const Begun* begun,
                                  Colour colour = Colour::Off);

/// Follows the journal and writes the log. Remembers requests until they are answered, and a little longer, for what a
/// worker says comes by another way than its answer.
class TornadoLogWriter
{
public:
    struct Options
    {
        LogProfile profile = LogProfile::Tornado65;
        Colour colour = Colour::Off;
        Level least = Level::Info;        ///< what is below is left out
        bool stdoutIsTerminal = false;    ///< escapes in an application's output what would drive the terminal
        std::size_t remembered = 100'000; ///< requests; of more, the oldest are forgotten and get no access line
    };

    TornadoLogWriter()
        : TornadoLogWriter(Options())
    {
    }
    explicit TornadoLogWriter(const Options& options)
        : m_options(options)
    {
    }

    /// The batch's part of the log, each line with its newline. Says so when the batch has a gap.
    std::string render(const Batch& batch);
    /// What handlers and applications printed to their standard output, line by line, without any prefix.
    std::string renderStdout(const Batch& batch) const;

private:
    void add(std::string& log, const std::shared_ptr<const Begun>& begun);
    void add(std::string& log, const std::shared_ptr<const Outcome>& outcome);
    void add(std::string& log, const std::shared_ptr<const Line>& line);
    void addGap(std::string& log, const Batch& batch);
    void finish(ExchangeId id);
    const Begun* find(ExchangeId id) const;

    const Options m_options;
    std::map<ExchangeId, std::shared_ptr<const Begun>> m_begun;
    std::deque<ExchangeId> m_finished; // of m_begun, the oldest first
};

} // namespace windsock::journal
