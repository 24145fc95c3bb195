// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/workerprocess.h"

#include "core/backend/childprocess.h"

#include <unistd.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>

namespace windsock::backend {

namespace {

std::string textOf(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

std::string withoutLastNewline(std::string text)
{
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

WorkerReady parseReady(const QJsonObject& event)
{
    WorkerReady ready;
    ready.python = textOf(event, "python");
    ready.framework = textOf(event, "framework");
    const QJsonObject files = event.value(QLatin1String("static")).toObject();
    ready.staticUrl = textOf(files, "url");
    for (const auto entry : files.value(QLatin1String("folders")).toArray()) {
        std::string prefix = entry.toArray().at(0).toString().toStdString();
        if (!prefix.empty() && !prefix.ends_with('/'))
            prefix += '/';
        ready.staticFolders.push_back({std::move(prefix), entry.toArray().at(1).toString().toStdString()});
    }
    for (const auto name : event.value(QLatin1String("unapplied")).toArray())
        ready.unappliedMigrations.push_back(name.toString().toStdString());
    return ready;
}

} // namespace

WorkerProcess::WorkerProcess(WorkerId id, QString socket, Watcher& watcher)
    : m_id(id)
    , m_socket(std::move(socket))
    , m_watcher(watcher)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &WorkerProcess::readControl);
    connect(&m_process, &QProcess::readyReadStandardError, this, &WorkerProcess::readStderr);
    connect(&m_process, &QProcess::finished, this, &WorkerProcess::ended);
    connect(&m_process, &QProcess::started, this, [this] { m_pid = m_process.processId(); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            failedToStart();
    });
}

WorkerProcess::~WorkerProcess()
{
    m_over = true; // nobody is told any more
    kill();
    QFile::remove(m_socket);
}

void WorkerProcess::start(const Command& command)
{
    m_process.setProgram(command.program);
    m_process.setArguments(command.arguments + QStringList{QStringLiteral("--socket"), m_socket});
    m_process.setProcessEnvironment(childEnvironment(command.environment));
    if (!command.folder.isEmpty())
        m_process.setWorkingDirectory(command.folder);
    m_process.setChildProcessModifier([] {
        prepareChild();
        ::setpgid(0, 0); // a terminal's Ctrl+C is for us, who end it in good order
    });
    m_process.start();
}

void WorkerProcess::terminate()
{
    m_terminating = true;
    m_process.terminate();
}

void WorkerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(2000);
}

bool WorkerProcess::waitForEnd(std::chrono::milliseconds limit)
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(static_cast<int>(limit.count()));
}

void WorkerProcess::readControl()
{
    m_control += m_process.readAllStandardOutput();
    qsizetype start = 0;
    for (qsizetype end = m_control.indexOf('\n'); end >= 0 && !m_over; end = m_control.indexOf('\n', start)) {
        handle(QJsonDocument::fromJson(QByteArrayView(m_control).sliced(start, end - start).toByteArray()).object());
        start = end + 1;
    }
    m_control.remove(0, start);
}

void WorkerProcess::handle(const QJsonObject& event)
{
    const QString kind = event.value(QLatin1String("event")).toString();
    const ExchangeId exchange{static_cast<std::uint64_t>(event.value(QLatin1String("exchange")).toDouble())};
    if (kind == QLatin1String("ready")) {
        m_ready = true;
        m_watcher.workerReady(*this, parseReady(event));
    } else if (kind == QLatin1String("failed")) {
        m_failure = textOf(event, "message");
        m_detail = textOf(event, "text");
    } else if (kind == QLatin1String("output")) {
        const bool out = event.value(QLatin1String("stream")).toString() == QLatin1String("stdout");
        m_watcher.workerSaid({exchange, out ? WorkerOutput::Kind::Stdout : WorkerOutput::Kind::Stderr,
                              withoutLastNewline(textOf(event, "text"))});
    } else if (kind == QLatin1String("traceback")) {
        m_watcher.workerSaid({exchange, WorkerOutput::Kind::Traceback, withoutLastNewline(textOf(event, "text"))});
    } else if (kind == QLatin1String("reload")) {
        m_watcher.workerWantsReload(*this, textOf(event, "file"));
    }
}

void WorkerProcess::readStderr()
{
    if (const auto lines = m_stderr.append(m_process.readAllStandardError()))
        sayStderr(*lines);
}

void WorkerProcess::sayStderr(const QByteArray& text)
{
    m_watcher.workerSaid({{}, WorkerOutput::Kind::Stderr, text.toStdString()});
}

void WorkerProcess::failedToStart()
{
    if (std::exchange(m_over, true))
        return;
    m_watcher.workerExited(*this,
                           "Cannot start " + m_process.program().toStdString() + ": " +
                               m_process.errorString().toStdString() + ". Choose another Python.",
                           {});
}

void WorkerProcess::ended(int code, QProcess::ExitStatus status)
{
    readControl();
    readStderr();
    if (std::exchange(m_over, true))
        return;
    if (const auto line = m_stderr.finish())
        sayStderr(*line);
    std::string sentence = m_failure;
    if (sentence.empty() && status == QProcess::CrashExit)
        sentence = "Worker " + std::to_string(m_pid) + " was killed by signal " + std::to_string(code) + ".";
    else if (sentence.empty())
        sentence = "Worker " + std::to_string(m_pid) + " ended with exit code " + std::to_string(code) + ".";
    m_watcher.workerExited(*this, sentence, m_detail.empty() && !m_ready ? m_stderr.tail() : m_detail);
}

bool processHasDied(std::int64_t pid)
{
    // Linux gives a process's program up before it closes its files (do_exit): who sees a connection end because its
    // worker dies finds this link gone already. To connect again would tell less: the listening socket may go last.
    char unused = 0;
    const std::string program = "/proc/" + std::to_string(pid) + "/exe";
    return ::readlink(program.c_str(), &unused, 1) < 0 && errno == ENOENT;
}

} // namespace windsock::backend
