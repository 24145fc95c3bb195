// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench.h"

#include "app/benchoptions.h"
#include "app/benchoutput.h"
#include "app/benchrun.h"
#include "app/commandline.h"
#include "app/signals.h"
#include "app/wouldblock.h"
#include "core/bench/runstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace windsock::app {

namespace {

/// The 2016 files, or any that ab -g, --gnuplot or --json wrote. Error: of the first that is none.
Result<windsock::bench::Runs> readRuns(const QStringList& files)
{
    windsock::bench::Runs runs;
    for (const QString& file : files) {
        const auto group = windsock::bench::readRuns(file);
        if (!group)
            return group.error();
        runs.insert(runs.end(), group->runs.begin(), group->runs.end());
    }
    return runs;
}

bool couldBeRun(const std::shared_ptr<const windsock::bench::Run>& run)
{
    return run->error.empty();
}

int finish(const BenchOptions& options, windsock::bench::Runs runs)
{
    const auto bad = std::stable_partition(runs.begin(), runs.end(), couldBeRun);
    bool ok = bad == runs.end() && !runs.empty();
    runs.erase(bad, runs.end());
    if (const auto written = writeBenchFiles(options.files, runs, options.title); !written)
        return fail(written.error(), ExitCode::Failed);
    ok = ok && std::all_of(runs.begin(), runs.end(),
                           [](const auto& run) { return run->failures.incomplete() == 0 && !run->stopped; });
    return static_cast<int>(ok ? ExitCode::Success : ExitCode::Failed);
}

/// Shows and writes what was measured earlier.
int reread(const BenchOptions& options)
{
    const auto runs = readRuns(options.read);
    if (!runs)
        return fail(runs.error(), ExitCode::Failed);
    for (const auto& run : *runs)
        printReport(*run);
    return finish(options, *runs);
}

} // namespace

int bench(const QStringList& arguments)
{
    if (asksWouldBlock(arguments))
        return wouldBlock(arguments); // with options of its own
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Loads HTTP or WebSocket servers and prints what ab would, and what ab would not."));
    addBenchOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("bench"), QStringLiteral("URL")))
        return *code;
    const auto options = readBenchOptions(parser);
    if (!options)
        return fail(options.error(), ExitCode::Usage);
    if (!options->read.isEmpty())
        return reread(*options);
    Signals interrupts;
    BenchRun run(options->plans, printReport);
    QObject::connect(&interrupts, &Signals::stopRequested, &run, &BenchRun::interrupt);
    QObject::connect(&run, &BenchRun::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    return finish(*options, run.runs());
}

} // namespace windsock::app
