// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/commandline.h"
#include "app/datafolder.h"
#include "app/display.h"
#include "app/logprinter.h"
#include "app/runtime.h"
#include "app/runtimesite.h"
#include "app/signals.h"
#include "app/windowcontrol.h"
#include "app/windowtrial.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QEventLoop>

namespace windsock::app {

namespace {

// Somebody who closes the window does not wait for slow clients.
constexpr std::chrono::seconds closeLimit{2};

Result<std::optional<ui::ThemeChoice>> readTheme(const QCommandLineParser& parser)
{
    const QString word = parser.value(QStringLiteral("theme"));
    if (word.isEmpty())
        return std::optional<ui::ThemeChoice>();
    const ui::ThemeChoice choice = ui::themeChoiceOf(word);
    if (ui::toWord(choice) != word) {
        return Error{ErrorCode::Invalid,
                     QStringLiteral("--theme is light, dark or system, not \"%1\".").arg(word.left(100)),
                     {}};
    }
    return std::optional(choice);
}

/// Runs the window until it is closed.
int show(Runtime& runtime, WindowControl& control, const ui::WindowOptions& options)
{
    ui::MainWindow window(control, runtime.journal(), runtime.metrics(), options);
    window.show();
    return QApplication::exec();
}

void stopAndWait(Runtime& runtime)
{
    if (runtime.state() == Runtime::State::Stopped)
        return;
    QEventLoop loop;
    QObject::connect(&runtime, &Runtime::stopped, &loop, &QEventLoop::quit);
    runtime.stop();
    loop.exec();
}

int open(const ServeOptions& options, ui::WindowOptions windowOptions, Signals& interrupts)
{
    Runtime runtime(options);
    std::unique_ptr<LogPrinter> printer;
    if (!options.logFile.empty()) {
        auto opened = LogPrinter::open(runtime.journal(), options.logProfile, options.logFile);
        if (!opened)
            return fail(opened.error(), ExitCode::Failed);
        printer = std::move(*opened);
    }
    WindowControl control(runtime);
    QObject::connect(&interrupts, &Signals::stopRequested, qApp, &QApplication::closeAllWindows);
    windowOptions.blocking = [&runtime](const ui::BlockingWish& wish) {
        return startTrial(runtime.options().backend, wish);
    };
    control.start(); // when it cannot, the window opens all the same and says why
    const int code = show(runtime, control, windowOptions);
    stopAndWait(runtime);
    return code;
}

} // namespace

int window(int argc, char* argv[])
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    addServeOptions(parser);
    parser.addOption(QCommandLineOption(QStringLiteral("theme"),
                                        QStringLiteral("light, dark or system (the desktop's, default)."),
                                        QStringLiteral("THEME")));
    if (const auto code = parse(parser, arguments, {}))
        return *code;
    auto options = readServeOptions(parser);
    if (!options)
        return fail(options.error(), ExitCode::Usage);
    const auto theme = readTheme(parser);
    if (!theme)
        return fail(theme.error(), ExitCode::Usage);
    if (!displayReachable()) {
        return fail(
            {ErrorCode::NotFound,
             QStringLiteral(
                 "There is no display to open a window on: use windsock serve, or windsock check --screenshot FILE."),
             {}},
            ExitCode::Failed);
    }
    Signals::block();
    int count = 1; // all options were ours
    QApplication application(count, argv);
    QApplication::setApplicationName(QStringLiteral("windsock"));
    QApplication::setApplicationDisplayName(QStringLiteral("Windsock"));
    QApplication::setApplicationVersion(QStringLiteral(WINDSOCK_VERSION));
    Signals interrupts;
    options->drainLimit = std::min(options->drainLimit, closeLimit);
    ui::WindowOptions windowOptions;
    windowOptions.theme = *theme;
    windowOptions.runsFolder = dataFolder() + QStringLiteral("/benchmarks");
    windowOptions.matrix.trial = ui::trialsWith(makeRuntimeSite);
    windowOptions.matrix.workFolder = dataFolder() + QStringLiteral("/virtualenvs");
    return open(*options, windowOptions, interrupts);
}

} // namespace windsock::app
