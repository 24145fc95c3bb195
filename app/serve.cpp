// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serve.h"

#include "app/commandline.h"
#include "app/logprinter.h"
#include "app/runtime.h"
#include "app/signals.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace windsock::app {

int serve(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Serves until it is interrupted. The log goes to standard error."));
    addServeOptions(parser);
    if (const auto code = parse(parser, arguments, QStringLiteral("serve")))
        return *code;
    const auto options = readServeOptions(parser);
    if (!options)
        return fail(options.error(), ExitCode::Usage);

    Signals interrupts;
    Runtime runtime(*options);
    auto printer = LogPrinter::open(runtime.journal(), options->logProfile, options->logFile);
    if (!printer)
        return fail(printer.error(), ExitCode::Failed);
    const auto endpoint = runtime.start();
    if (!endpoint)
        return fail(endpoint.error(), endpoint.error().code == ErrorCode::Invalid ? ExitCode::Usage : ExitCode::Failed);
    say(QStringLiteral("Tornado-equivalent server started on port %1").arg(endpoint->port));

    QObject::connect(&interrupts, &Signals::stopRequested, &runtime, &Runtime::stop);
    QObject::connect(&runtime, &Runtime::stopped, QCoreApplication::instance(), [](int) { QCoreApplication::exit(0); });
    return QCoreApplication::exec();
}

} // namespace windsock::app
