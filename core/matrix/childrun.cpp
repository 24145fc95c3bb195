// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/childrun.h"

#include "core/backend/childprocess.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QProcess>

namespace windsock::matrix {

namespace {

constexpr qsizetype most = 256 * 1024;

void keepLast(QByteArray& output)
{
    if (output.size() > 2 * most)
        output = output.right(most);
}

/// In the child. Its children are in its group: pip's compilers, a shell's commands.
void prepare()
{
    backend::prepareChild();
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // should we be killed
}

void killGroup(qint64 group)
{
    if (group > 0)
        ::kill(static_cast<pid_t>(-group), SIGKILL);
}

} // namespace

ChildRun runChild(const ChildCall& call, const Wait& wait, std::chrono::milliseconds limit)
{
    ChildRun run;
    QByteArray output;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(call.environment);
    process.setWorkingDirectory(call.folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier(prepare);
    QObject::connect(&process, &QProcess::readyRead, &process, [&] {
        output += process.readAll();
        keepLast(output);
    });
    process.start(call.program, call.arguments);
    const qint64 group = process.processId();
    run.inTime = wait.until([&] { return process.state() == QProcess::NotRunning; }, limit);
    run.started = process.error() != QProcess::FailedToStart;
    killGroup(group);
    if (!run.inTime) {
        process.kill(); // it may not have got as far as its group
        process.waitForFinished(2'000);
    }
    if (run.started)
        output += process.readAll();
    run.inTime = run.inTime && run.started;
    run.crashed = run.inTime && process.exitStatus() == QProcess::CrashExit;
    run.exitCode = process.exitCode();
    run.output = QString::fromUtf8(output.right(most));
    return run;
}

QString lastLineOf(const QString& output)
{
    const QStringList lines = output.split(u'\n', Qt::SkipEmptyParts);
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (!line->trimmed().isEmpty())
            return line->trimmed();
    }
    return {};
}

} // namespace windsock::matrix
