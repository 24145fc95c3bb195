// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program's commands, a line each.
#include "app/commandline.h"

#include "app/bench.h"
#include "app/chat.h"
#include "app/check.h"
#include "app/descriptors.h"
#include "app/matrix.h"
#include "app/serve.h"
#include "app/window.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace windsock::app {

namespace {

struct Command
{
    std::string_view name;
    int (*run)(const QStringList& arguments);
    const char* summary;
    std::string_view drawsWith; ///< the option that makes it draw, without a display
};

constexpr std::array commands = {
    Command{"serve", serve, "serve without a window; the log goes to standard error", {}},
    Command{"chat", chat, "talk to a WebSocket server from the terminal", {}},
    Command{"bench", bench, "load HTTP or WebSocket servers and say how fast they are", "--png"},
    Command{"matrix", matrix, "try an application with each Python and framework of a tox.ini", "--report"},
    Command{"check", check, "do the main job once and say what works", "--screenshot"},
};

void printHelp()
{
    say(QStringLiteral("Windsock " WINDSOCK_VERSION
                       ": a diagnostic console for WebSockets beside an HTTP application.\n\n"
                       "Usage: windsock [OPTIONS]          the window, serving at once\n"
                       "       windsock COMMAND [OPTIONS]\n\nCommands:"));
    for (const Command& command : commands) {
        say(QStringLiteral("  %1 %2")
                .arg(QString::fromLatin1(command.name.data(), static_cast<qsizetype>(command.name.size())), -8)
                .arg(QString::fromLatin1(command.summary)));
    }
    say(QStringLiteral("\nOptions of the window: --theme light|dark|system, and those of serve.\n"
                       "windsock COMMAND --help tells the options of a command.\n"
                       "Exit codes: 0 success, 1 what was tried failed, 2 called wrongly."));
}

bool draws(const Command& command, int argc, char* argv[])
{
    return !command.drawsWith.empty() && std::any_of(argv, argv + argc, [&](const char* argument) {
        return std::string_view(argument).starts_with(command.drawsWith);
    });
}

/// Offscreen. Qt asks for the session's runtime folder when it begins; where there is no session, or another's, it
/// complains and makes one. So it gets one for the moment.
std::unique_ptr<QCoreApplication> makeDrawing(int& count, char* argv[])
{
    constexpr const char* variable = "XDG_RUNTIME_DIR";
    const bool wasSet = qEnvironmentVariableIsSet(variable);
    const QByteArray before = qgetenv(variable);
    const QTemporaryDir folder;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv(variable, QFile::encodeName(folder.path()));
    auto application = std::make_unique<QApplication>(count, argv);
    if (wasSet)
        qputenv(variable, before);
    else
        qunsetenv(variable);
    return application;
}

/// Commands make no QApplication, which would want a display; one that draws does so offscreen.
int runCommand(const Command& command, int argc, char* argv[])
{
    const bool drawing = draws(command, argc, argv);
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    arguments.removeAt(1);
    int count = 1; // all arguments are ours
    std::unique_ptr<QCoreApplication> application;
    if (drawing)
        application = makeDrawing(count, argv);
    else
        application = std::make_unique<QCoreApplication>(count, argv);
    QCoreApplication::setApplicationName(QStringLiteral("windsock"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WINDSOCK_VERSION));
    return command.run(arguments);
}

int runNamed(int argc, char* argv[])
{
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--help" || first == "-h" || first == "help") {
        printHelp();
        return 0;
    }
    if (first == "--version") {
        say(QStringLiteral("windsock " WINDSOCK_VERSION));
        return 0;
    }
    for (const Command& command : commands) {
        if (first != command.name)
            continue;
        return runCommand(command, argc, argv);
    }
    if (!first.empty() && first.front() != '-') {
        return fail({ErrorCode::Invalid,
                     QStringLiteral("There is no command \"%1\": see windsock --help.")
                         .arg(QString::fromLocal8Bit(argv[1]).left(100)),
                     {}},
                    ExitCode::Usage);
    }
    return window(argc, argv);
}

/// Such a call gets its answer whatever the surroundings are like.
bool onlyAsks(int argc, char* argv[])
{
    constexpr std::array<std::string_view, 4> questions = {"--help", "-h", "--version", "help"};
    return std::any_of(argv + 1, argv + argc, [&](std::string_view argument) {
        return std::find(questions.begin(), questions.end(), argument) != questions.end();
    });
}

} // namespace

int run(int argc, char* argv[])
{
    if (const auto prepared = prepareDescriptors(); !prepared && !onlyAsks(argc, argv))
        return fail(prepared.error(), ExitCode::Failed);
    const int code = runNamed(argc, argv);
    const auto said = allSaid();
    return said ? code : fail(said.error(), code == 0 ? ExitCode::Failed : ExitCode(code));
}

} // namespace windsock::app
