// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/command/serverprocess.h"

#include "core/backend/childprocess.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace windsock::backend {

namespace {

constexpr std::chrono::milliseconds knockInterval{50};
constexpr std::chrono::milliseconds knockLimit{1000};

} // namespace

ServerProcess::ServerProcess(net::IoLoop& loop, const Start& start)
    : m_loop(loop)
    , m_endpoint(start.endpoint)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ServerProcess::read);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ServerProcess::read);
    connect(&m_process, &QProcess::started, this, [this] { m_knock.start(knockInterval); });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        over(status == QProcess::CrashExit ? QStringLiteral("was killed by signal %1").arg(code)
                                           : QStringLiteral("ended with exit code %1").arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            over(QStringLiteral("cannot be started (%1)").arg(m_process.errorString()));
    });
    connect(&m_knock, &QTimer::timeout, this, &ServerProcess::knock);
    m_process.setProgram(start.program);
    m_process.setArguments(start.arguments);
    m_process.setWorkingDirectory(start.folder);
    m_process.setProcessEnvironment(start.environment);
    m_process.setChildProcessModifier([] {
        prepareChild();
        ::setpgid(0, 0);                    // what it starts can then be ended with it
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // should we be killed
    });
    m_process.setStandardInputFile(QProcess::nullDevice());
}

void ServerProcess::start()
{
    m_process.start();
    m_group = m_process.processId();
}

ServerProcess::~ServerProcess()
{
    m_over = true; // nobody is told any more
    signalGroup(SIGKILL);
    m_process.waitForFinished(1000);
}

void ServerProcess::signalGroup(int number) const
{
    if (m_group > 0)
        ::kill(static_cast<pid_t>(-m_group), number);
}

void ServerProcess::end(std::chrono::milliseconds patience)
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    signalGroup(SIGTERM);
    m_process.waitForFinished(static_cast<int>(patience.count()));
}

void ServerProcess::knock()
{
    if (m_connector)
        return;
    m_connector = std::make_unique<net::Connector>(
        m_loop, [this](const Result<std::unique_ptr<net::Stream>>& stream) { knocked(static_cast<bool>(stream)); });
    m_connector->start(m_endpoint, knockLimit);
}

void ServerProcess::knocked(bool open)
{
    m_loop.retire(std::move(m_connector)); // we are inside its call
    if (!open || m_up || m_over)
        return;
    m_up = true;
    m_knock.stop();
    Q_EMIT answered();
}

void ServerProcess::read()
{
    if (const auto lines = m_stdout.append(m_process.readAllStandardOutput()))
        Q_EMIT said(*lines, false);
    if (const auto lines = m_stderr.append(m_process.readAllStandardError()))
        Q_EMIT said(*lines, true);
}

void ServerProcess::over(const QString& how)
{
    m_knock.stop();
    if (std::exchange(m_over, true))
        return;
    read();
    if (const auto line = m_stdout.finish())
        Q_EMIT said(*line, false);
    if (const auto line = m_stderr.finish())
        Q_EMIT said(*line, true);
    Q_EMIT exited(how);
}

} // namespace windsock::backend
