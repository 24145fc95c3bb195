// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pollstwin.h"

#include "core/matrix/pollsproject.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

namespace windsock::app {

namespace {

constexpr int importLimit = 5'000; // ms
constexpr int stopInterval = 50;   // ms

Error noRoom(const QString& path)
{
    return {ErrorCode::Failed,
            QStringLiteral("The polls pages cannot be written to %1: let TMPDIR name another folder.").arg(path),
            {}};
}

bool hasDjango(const QString& python, const std::stop_token& stop)
{
    QProcess process;
    process.start(python, {QStringLiteral("-c"), QStringLiteral("import django")});
    for (int waited = 0; waited < importLimit && !stop.stop_requested(); waited += stopInterval) {
        if (process.waitForFinished(stopInterval))
            return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        if (process.state() == QProcess::NotRunning)
            return false; // could not be started
    }
    process.kill();
    process.waitForFinished();
    return false;
}

Error noDjango(const QStringList& tried)
{
    const QString where = tried.isEmpty() ? QStringLiteral("there is no Python")
                                          : QStringLiteral("%1 has none").arg(tried.join(QStringLiteral(", ")));
    return {ErrorCode::NotFound,
            QStringLiteral("The polls pages need a Python with Django, and %1: install Django, give --python one that "
                           "has it, or --backend an application of yours.")
                .arg(where),
            {}};
}

} // namespace

Result<void> PollsTwin::unpack()
{
    if (!m_folder.isValid())
        return noRoom(QDir::tempPath());
    const auto unpacked = matrix::unpackPolls(project());
    return unpacked ? Result<void>() : noRoom(m_folder.path());
}

QString PollsTwin::project() const
{
    return m_folder.filePath(QStringLiteral("polls")); // what it is called by
}

BackendOptions PollsTwin::servedBy(BackendOptions options) const
{
    options.spec = "django:" + project().toStdString();
    options.environment.emplace_back("WINDSOCK_DATA_DIR", m_folder.filePath(QStringLiteral("data")).toStdString());
    return options;
}

Result<std::string> findPythonWithDjango(const std::string& wanted, const std::stop_token& stop)
{
    const QString given = QString::fromStdString(wanted);
    const QStringList candidates = wanted.empty() ? QStringList{QStringLiteral("python3"), QStringLiteral("python"),
                                                                QStringLiteral("/usr/bin/python3")}
                                                  : QStringList{given};
    QStringList tried;
    for (const QString& candidate : candidates) {
        const QString found = QStandardPaths::findExecutable(candidate);
        if (found.isEmpty() || tried.contains(found))
            continue;
        if (hasDjango(found, stop))
            return found.toStdString();
        tried.append(found);
    }
    return noDjango(tried);
}

Result<void> serveTwin(PollsTwin& twin, BackendOptions& backend, const std::stop_token& stop)
{
    auto python = findPythonWithDjango(backend.python, stop);
    if (!python)
        return python.error();
    if (auto unpacked = twin.unpack(); !unpacked)
        return unpacked;
    backend = twin.servedBy(std::move(backend));
    backend.python = std::move(*python);
    return {};
}

} // namespace windsock::app
