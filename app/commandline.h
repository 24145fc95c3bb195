// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What all commands have in common: exit codes, help, errors as one sentence on standard error. Main thread.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace windsock::app {

enum class ExitCode { Success = 0, Failed = 1, Usage = 2 };

/// Parses and answers --help itself. Returns the exit code when there is nothing more to do. `command` is the word that
/// was taken from the arguments, empty for the window. Positional arguments are refused unless `positional` names them.
std::optional<int> parse(QCommandLineParser& parser, const QStringList& arguments, const QString& command,
                         const QString& positional = {});

/// Writes the sentence to standard error, the detail below it; returns the code.
int fail(const Error& error, ExitCode code);
/// One line to standard output.
void say(const QString& line);
/// Standard output has not taken all that was said: a full disk, or a reader that has gone.
Error notAllSaid();
/// Whether it has. Error: notAllSaid().
Result<void> allSaid();

/// Runs the command that the arguments name; the program's main.
int run(int argc, char* argv[]);

} // namespace windsock::app
