// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/check.h"

#include "app/checkrun.h"
#include "app/commandline.h"
#include "app/screenshot.h"

#include <QCommandLineParser>

namespace windsock::app {

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
    QStringList specs = parser.values(QStringLiteral("backend"));
    if (specs.isEmpty())
        specs.append(QString::fromStdString(options->backend.spec));
    bool ok = true;
    for (const QString& spec : specs) {
        options->backend.spec = spec.toStdString();
        CheckRun run(*options);
        ok = run.run() && ok;
        if (spec == specs.constLast() && parser.isSet(QStringLiteral("screenshot")))
            ok = takeScreenshot(run.runtime(), parser.value(QStringLiteral("screenshot"))) && ok;
    }
    return static_cast<int>(ok ? ExitCode::Success : ExitCode::Failed);
}

} // namespace windsock::app
