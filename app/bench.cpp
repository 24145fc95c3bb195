// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench.h"

#include "app/benchoptions.h"
#include "app/benchrun.h"
#include "app/commandline.h"
#include "app/signals.h"
#include "app/wouldblock.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace windsock::app {

namespace {

void report(const windsock::bench::Run& run)
{
    const auto p = [&](double q) { return std::to_string(run.latency.percentile(q).count()) + " us "; };
    const auto p2 = [&](double q) { return std::to_string(run.service.percentile(q).count()) + " us "; };
    say(QString::fromStdString(run.plan.target.url + " " + run.error + " complete " + std::to_string(run.complete) +
                               " rps " + std::to_string(windsock::bench::perSecond(run)) + " " + p(50) + p(90) + p(99) +
                               p(100) + "service " + p2(50) + p2(99) + p2(100) + " late " +
                               std::to_string(run.generator.lateness.percentile(99).count()) + " busy " +
                               std::to_string(run.generator.busy) + " failed " + std::to_string(run.failures.all()) +
                               " " + run.failure + " received " + std::to_string(run.received)));
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
    Signals interrupts;
    BenchRun run(options->plans, report);
    QObject::connect(&interrupts, &Signals::stopRequested, &run, &BenchRun::interrupt);
    QObject::connect(&run, &BenchRun::finished, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    return 0;
}

} // namespace windsock::app
