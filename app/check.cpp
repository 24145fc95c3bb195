// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/check.h"

#include "app/checkrun.h"
#include "app/commandline.h"
#include "app/logprinter.h"
#include "app/screenshot.h"
#include "app/signals.h"

#include <QCommandLineParser>

namespace windsock::app {

namespace {

/// Whether all works with one backend. Error: it was not tried to its end, or its log cannot be written.
Result<bool> checkOne(const ServeOptions& options, const Signals& interrupts, const QString& picture)
{
    CheckRun run(options);
    std::unique_ptr<LogPrinter> printer; // with a file only: the run itself prints the lines
    if (!options.logFile.empty()) {
        auto opened = LogPrinter::open(run.runtime().journal(), options.logProfile, options.logFile);
        if (!opened)
            return opened.error();
        printer = std::move(*opened);
    }
    const QObject whileRunning;
    QObject::connect(&interrupts, &Signals::stopRequested, &whileRunning, [&run] { run.interrupt(); });
    const bool ok = run.run();
    if (run.interrupted())
        return Error{ErrorCode::Failed, QStringLiteral("The check was interrupted."), {}};
    return picture.isEmpty() ? ok : takeScreenshot(run.runtime(), picture) && ok;
}

} // namespace

int check(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Does the main job once and says what works: serves on a free port, chats, walks the polls pages,\n"
        "reads the log and the latencies back. Several --backend are checked one after the other."));
    addServeOptions(parser);
    parser.addOption(QCommandLineOption(QStringLiteral("screenshot"),
                                        QStringLiteral("Draw the window to a PNG afterwards; no display is needed."),
                                        QStringLiteral("FILE")));
    if (const auto code = parse(parser, arguments, QStringLiteral("check")))
        return *code;
    auto options = readServeOptions(parser);
    if (!options)
        return fail(options.error(), ExitCode::Usage);
    if (!parser.isSet(QStringLiteral("port")))
        options->endpoint.port = 0; // a check disturbs nobody
    const QString picture = parser.value(QStringLiteral("screenshot"));
    if (parser.isSet(QStringLiteral("screenshot")) && picture.isEmpty())
        return fail({ErrorCode::Invalid, QStringLiteral("--screenshot takes a file for the picture."), {}},
                    ExitCode::Usage);
    QStringList specs = parser.values(QStringLiteral("backend"));
    if (specs.isEmpty())
        specs.append(QString::fromStdString(options->backend.spec));
    Signals interrupts;
    bool ok = true;
    for (const QString& spec : specs) {
        options->backend.spec = spec.toStdString();
        const auto works = checkOne(*options, interrupts, spec == specs.constLast() ? picture : QString());
        if (!works)
            return fail(works.error(), ExitCode::Failed);
        ok = *works && ok;
    }
    if (ok)
        return static_cast<int>(ExitCode::Success);
    return fail({ErrorCode::Failed, QStringLiteral("Not all works: see the lines with a ✗."), {}}, ExitCode::Failed);
}

} // namespace windsock::app
