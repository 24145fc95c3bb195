// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/command/commandrunner.h"

#include "core/backend/childprocess.h"
#include "core/net/listeningsocket.h"

#include <QDir>

#include <limits>

namespace windsock::backend {

using journal::Channel;
using journal::Level;

namespace {

constexpr std::chrono::milliseconds endPatience{5000}; // servers drain, too
constexpr std::chrono::milliseconds retryInterval{1000};
constexpr std::chrono::seconds slowStart{20};
constexpr int anyNumber = std::numeric_limits<int>::max() / 2; // of requests at once: the server has its own limits

/// The last line that says something.
std::string lastLine(const std::string& text)
{
    const auto end = text.find_last_not_of(" \r\n\t");
    if (end == std::string::npos)
        return {};
    const auto start = text.rfind('\n', end);
    return text.substr(start == std::string::npos ? 0 : start + 1,
                       end - (start == std::string::npos ? 0 : start + 1) + 1);
}

} // namespace

CommandRunner::CommandRunner(net::IoLoop& loop, CommandOptions options, SlotBroker& broker, SharedStatus& status,
                             journal::Journal& journal)
    : m_loop(loop)
    , m_options(std::move(options))
    , m_broker(broker)
    , m_status(status)
    , m_journal(journal)
{
    m_restart.setSingleShot(true);
    QObject::connect(&m_restart, &QTimer::timeout, &m_restart, [this] { run(); });
    m_slowStart.setSingleShot(true);
    QObject::connect(&m_slowStart, &QTimer::timeout, &m_slowStart, [this] { tellSlowStart(); });
}

CommandRunner::~CommandRunner()
{
    if (!m_process)
        return;
    m_broker.removeWorker(m_run);
    m_process->disconnect();
    m_process->end(endPatience);
}

QString CommandRunner::name() const
{
    return QString::fromStdString(m_options.command.line());
}

void CommandRunner::start()
{
    m_status.update([this](BackendStatus& status) {
        status.health = BackendStatus::Health::Starting;
        status.label = "command: " + m_options.command.line();
    });
    run();
}

void CommandRunner::retry()
{
    if (!m_process && !m_restart.isActive() && MonotonicClock::now() - m_lastAttempt > retryInterval)
        run();
}

/// Chosen anew for each run: whoever took the port meanwhile keeps it.
Result<net::Endpoint> CommandRunner::chooseEndpoint()
{
    if (!m_options.command.wantsSocket()) {
        const auto socket = net::listenOn({"127.0.0.1", 0});
        return socket ? Result<net::Endpoint>(socket->endpoint) : Result<net::Endpoint>(socket.error());
    }
    if (!m_folder)
        m_folder = std::make_unique<TemporaryFolder>();
    if (!m_folder->isValid()) {
        const QString detail = m_folder->errorString();
        m_folder.reset(); // tried again at the next run
        return Error{ErrorCode::Failed,
                     QStringLiteral("There is no room for a socket in %1: let TMPDIR name another folder.")
                         .arg(QDir::tempPath().left(200)),
                     detail};
    }
    return net::Endpoint{m_folder->filePath(QStringLiteral("s%1").arg(m_run.value)).toStdString(), 0};
}

QProcessEnvironment CommandRunner::environment() const
{
    QProcessEnvironment environment = childEnvironment(m_options.environment);
    QStringList paths;
    for (const std::string& path : m_options.pythonPaths)
        paths.append(QString::fromStdString(path));
    const QString variable = QStringLiteral("PYTHONPATH");
    if (const QString before = environment.value(variable); !before.isEmpty())
        paths.append(before);
    if (!m_options.pythonPaths.empty())
        environment.insert(variable, paths.join(u':'));
    environment.insert(QStringLiteral("PYTHONUNBUFFERED"), QStringLiteral("1")); // what it prints is shown at once
    return environment;
}

void CommandRunner::run()
{
    m_lastAttempt = MonotonicClock::now();
    ++m_run.value;
    const auto endpoint = chooseEndpoint();
    if (!endpoint)
        return startFailed(endpoint.error().sentence, {});
    m_process = std::make_unique<ServerProcess>(
        m_loop, ServerProcess::Start{m_options.program, m_options.command.arguments(*endpoint), m_options.folder,
                                     environment(), *endpoint});
    QObject::connect(m_process.get(), &ServerProcess::answered, &m_restart, [this] { answered(); });
    QObject::connect(m_process.get(), &ServerProcess::said, &m_restart,
                     [this](const QByteArray& text, bool toStderr) { said(text, toStderr); });
    // Queued: it may be told from inside start().
    QObject::connect(
        m_process.get(), &ServerProcess::exited, &m_restart, [this](const QString& how) { exited(how); },
        Qt::QueuedConnection);
    m_slowStart.start(slowStart);
    m_process->start();
}

void CommandRunner::answered()
{
    m_slowStart.stop();
    m_broker.addWorker(m_run, m_process->endpoint(), m_process->pid(), anyNumber);
    m_status.update([](BackendStatus& status) {
        status.health = BackendStatus::Health::Fine;
        status.error.clear();
        status.detail.clear();
        status.workers = 1;
    });
    m_journal.note(Level::Info, Channel::Log,
                   "The backend " + m_options.command.line() + " answers at " + net::toString(m_process->endpoint()) +
                       ".");
}

void CommandRunner::said(const QByteArray& text, bool toStderr)
{
    if (!text.trimmed().isEmpty())
        m_journal.note(Level::Info, toStderr ? Channel::Stderr : Channel::Stdout, text.toStdString());
}

void CommandRunner::exited(const QString& how)
{
    m_slowStart.stop();
    m_broker.removeWorker(m_run);
    const auto process = std::move(m_process);
    if (process->isUp())
        m_restarts.lived(process->age());
    m_restarts.died();
    if (!process->isUp()) {
        const std::string last = lastLine(process->lastWords());
        return startFailed(QStringLiteral("The backend %1 %2 before it answered%3")
                               .arg(name(), how,
                                    last.empty() ? QStringLiteral(": run it by hand to see why.")
                                                 : QStringLiteral(": ") + QString::fromStdString(last)),
                           process->lastWords());
    }
    m_status.update([](BackendStatus& status) {
        status.health = BackendStatus::Health::Starting;
        status.workers = 0;
    });
    m_journal.note(Level::Error, Channel::Log,
                   QStringLiteral("The backend %1 %2. It is started again.").arg(name(), how).toStdString());
    m_restart.start(m_restarts.pause());
}

void CommandRunner::startFailed(const QString& sentence, const std::string& detail)
{
    m_journal.note(Level::Error, Channel::Log, sentence.toStdString());
    m_broker.fail({ErrorCode::Failed, sentence, QString::fromStdString(detail)});
    m_status.update([&](BackendStatus& status) {
        status.health = BackendStatus::Health::Failed;
        status.error = sentence.toStdString();
        status.detail = detail;
        status.workers = 0;
    });
}

void CommandRunner::tellSlowStart()
{
    m_journal.note(Level::Warning, Channel::Log,
                   "The backend " + m_options.command.line() + " has been starting for " +
                       std::to_string(slowStart.count()) + " s and does not answer at " +
                       net::toString(m_process->endpoint()) + ": see that it listens there.");
}

} // namespace windsock::backend
