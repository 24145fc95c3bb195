// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wouldblock.h"

#include "app/blockingrun.h"
#include "app/commandline.h"
#include "app/pollstwin.h"
#include "app/signals.h"
#include "core/bench/wholefile.h"
#include "ui/bench/blockingpicture.h"

#include <unistd.h>

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace windsock::app {

namespace {

constexpr auto flagName = "would-block";
constexpr std::chrono::milliseconds tellEvery{200};
constexpr double longestTime = 3'600; // s

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

void addOptions(QCommandLineParser& parser)
{
    using Option = QCommandLineOption;
    parser.addOptions({
        Option(name(flagName), name("Measure this.")),
        Option(name("page"), name("The page that is loaded (default /polls/)."), name("PATH")),
        Option(name("t"), name("Load it for so many seconds, each time (default 5)."), name("S")),
        Option(name("c"), name("Connections that load it (default 100)."), name("N")),
        Option(name("json"), name("Write all that was measured."), name("FILE")),
        Option(name("png"), name("Draw the echoes' round trips (.png or .svg); no display is needed."), name("FILE")),
    });
    addBackendOptions(parser);
}

Error wrong(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

Result<bench::BlockingLoad> readLoad(const QCommandLineParser& parser)
{
    bench::BlockingLoad load;
    bool ok = true;
    if (parser.isSet(name("c")))
        load.connections = parser.value(name("c")).toInt(&ok);
    if (!ok)
        return wrong(
            QStringLiteral("-c takes a number of connections, not \"%1\".").arg(parser.value(name("c")).left(100)));
    if (!parser.isSet(name("t")))
        return load;
    const double seconds = parser.value(name("t")).toDouble(&ok);
    if (!ok || !(seconds > 0 && seconds <= longestTime))
        return wrong(
            QStringLiteral("-t takes seconds, an hour at most, not \"%1\".").arg(parser.value(name("t")).left(100)));
    load.time = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    return load;
}

/// Without --backend the twin, of which only the kind is known yet.
Result<BlockingPlan> readPlan(const QCommandLineParser& parser)
{
    BlockingPlan plan;
    const auto load = readLoad(parser);
    if (!load)
        return load.error();
    auto backend = readBackendOptions(parser);
    if (!backend)
        return backend.error();
    plan.load = *load;
    plan.backend = std::move(*backend);
    if (parser.isSet(name("threads")))
        plan.threads = plan.backend.threads;
    plan.backend.threads = 1; // a process serves one page at a time, as the worker of a usual pool does
    if (parser.isSet(name("page")))
        plan.page = parser.value(name("page")).toStdString();
    if (!parser.isSet(name("backend")))
        plan.backend.spec = "django:";
    if (const auto good = BlockingRun::check(plan); !good)
        return good.error();
    const QString picture = parser.value(name("png"));
    if (parser.isSet(name("png")) && !ui::isPicture(picture))
        return wrong(
            QStringLiteral("--png takes a file that ends in .png or .svg, not \"%1\".").arg(picture.left(200)));
    return plan;
}

QString phaseText(const BlockingRun::Progress& progress)
{
    switch (progress.phase) {
    case ArrangementRun::Phase::Starting:
        return QStringLiteral("starts");
    case ArrangementRun::Phase::Idle:
        return QStringLiteral("echoes alone");
    default:
        return QStringLiteral("echoes while pages are loaded, about %1 s left")
            .arg(static_cast<double>(progress.left.count()) / 1000, 0, 'f', 1);
    }
}

void tellProgress(const BlockingRun& run)
{
    constexpr std::array places = {"on the loop", "on threads", "in processes"};
    const BlockingRun::Progress progress = run.progress();
    const QString line = QStringLiteral("%1 of %2, %3: %4")
                             .arg(progress.done + 1)
                             .arg(bench::arrangements.size())
                             .arg(name(places[static_cast<std::size_t>(progress.arrangement)]), phaseText(progress));
    std::fprintf(stderr, "\r\033[K%s", line.toUtf8().constData());
}

/// Runs it to its end. Progress is for who looks on.
void measure(BlockingRun& run)
{
    Signals interrupts;
    QTimer progress;
    QObject::connect(&interrupts, &Signals::stopRequested, &run, &BlockingRun::stop);
    QObject::connect(&run, &BlockingRun::ended, QCoreApplication::instance(), &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QObject::connect(&progress, &QTimer::timeout, &run, [&run] { tellProgress(run); });
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    if (terminal)
        progress.start(tellEvery);
    run.start();
    QCoreApplication::exec();
    if (terminal)
        std::fputs("\r\033[K", stderr);
}

Result<void> writeJson(const QString& path, const bench::BlockingResults& results)
{
    if (path.isEmpty())
        return {};
    return bench::writeFile(path, bench::toJson(results).toStdString());
}

/// What there is, also after a failure.
int report(const BlockingRun& run, const QString& json, const QString& picture)
{
    if (!run.results().empty())
        say(QString::fromStdString(bench::table(run.results())));
    if (run.error())
        return fail(*run.error(), ExitCode::Failed);
    if (run.results().size() < bench::arrangements.size())
        return fail({ErrorCode::Failed, QStringLiteral("The measurement was interrupted."), {}}, ExitCode::Failed);
    say(QString::fromStdString(bench::verdict(run.results())));
    auto written = writeJson(json, run.results());
    if (written && !picture.isEmpty())
        written = ui::writeBlockingPicture(run.results(), QString::fromStdString(run.label()), picture);
    return written ? 0 : fail(written.error(), ExitCode::Failed);
}

} // namespace

bool asksWouldBlock(const QStringList& arguments)
{
    return arguments.contains(QStringLiteral("--") + name(flagName));
}

int wouldBlock(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Would Tornado have blocked? Loads a page of a WSGI application that runs on the event loop, as "
                       "in\nTornado's WSGIContainer, then on threads (4, or --threads), then in processes (2, or "
                       "--workers), while\nWebSockets are echoed, and compares the echoes' round trips. Without "
                       "--backend it is the polls pages, on Django."));
    addOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("bench")))
        return *code;
    auto plan = readPlan(parser);
    if (!plan)
        return fail(plan.error(), ExitCode::Usage);
    PollsTwin twin; // outlives the run, which serves it
    if (!parser.isSet(name("backend"))) {
        if (const auto served = serveTwin(twin, plan->backend); !served)
            return fail(served.error(), ExitCode::Failed);
    }
    BlockingRun run(std::move(*plan));
    measure(run);
    return report(run, parser.value(name("json")), parser.value(name("png")));
}

} // namespace windsock::app
