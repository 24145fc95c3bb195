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
constexpr std::size_t lastWordsKept = 16 * 1024;
constexpr qsizetype longestLine = 64 * 1024; // then it is told in pieces

} // namespace

ServerProcess::ServerProcess(net::IoLoop& loop, const Start& start)
    : m_loop(loop)
    , m_endpoint(start.endpoint)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { read(m_stdout, m_process.readAllStandardOutput(), false); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { read(m_stderr, m_process.readAllStandardError(), true); });
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

void ServerProcess::read(QByteArray& rest, const QByteArray& bytes, bool toStderr)
{
    if (toStderr) {
        m_lastWords.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        if (m_lastWords.size() > lastWordsKept)
            m_lastWords.erase(0, m_lastWords.size() - lastWordsKept);
    }
    rest += bytes;
    if (const qsizetype end = rest.lastIndexOf('\n'); end >= 0) {
        Q_EMIT said(rest.left(end), toStderr);
        rest.remove(0, end + 1);
    }
    if (rest.size() > longestLine)
        Q_EMIT said(std::exchange(rest, {}), toStderr);
}

void ServerProcess::over(const QString& how)
{
    m_knock.stop();
    if (std::exchange(m_over, true))
        return;
    read(m_stdout, m_process.readAllStandardOutput() + '\n', false);
    read(m_stderr, m_process.readAllStandardError() + '\n', true);
    Q_EMIT exited(how);
}

} // namespace windsock::backend
