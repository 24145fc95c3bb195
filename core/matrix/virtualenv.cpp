// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/virtualenv.h"

#include "core/base/clock.h"
#include "core/matrix/childrun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace windsock::matrix {

namespace {

const QString mark = QStringLiteral("windsock-requirements.txt"); // written last: what is installed

QString pythonIn(const QString& folder)
{
    return folder + QStringLiteral("/bin/python");
}

/// What it says beside its name, of -rFILE, -r FILE, -cFILE, --requirement=FILE: it may say something else one day.
QByteArray contentOfFile(const QString& requirement)
{
    static const QRegularExpression shape(QStringLiteral("^(?:-[rc]|--(?:requirement|constraint)[=\\s])\\s*(.+)$"));
    const auto match = shape.match(requirement);
    QFile file(match.captured(1));
    return match.hasMatch() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Whatever it depends on. A system's python3 may be another one day, which the last part of its path tells.
QByteArray markOf(const QString& python, const QStringList& requirements)
{
    QByteArray content = "# " + python.toUtf8() + ' ' + QFileInfo(python).canonicalFilePath().toUtf8() + '\n';
    for (const QString& requirement : requirements)
        content += requirement.toUtf8() + '\n' + contentOfFile(requirement);
    return content;
}

bool isReady(const QString& folder, const QByteArray& wanted)
{
    QFile file(folder + u'/' + mark);
    return QFileInfo(pythonIn(folder)).isExecutable() && file.open(QIODevice::ReadOnly) && file.readAll() == wanted;
}

QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("PIP_DISABLE_PIP_VERSION_CHECK"), QStringLiteral("1"));
    environment.insert(QStringLiteral("PIP_NO_INPUT"), QStringLiteral("1"));
    return environment;
}

class Maker
{
public:
    Maker(const Wait& wait, std::chrono::milliseconds limit)
        : m_wait(wait)
        , m_end(MonotonicClock::now() + limit)
    {
    }

    /// Error: what the program said last, all of it as detail.
    Result<void> call(const QString& program, const QStringList& arguments, const QString& what)
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_end - MonotonicClock::now());
        const ChildRun run = runChild({program, arguments, cleanEnvironment(), {}}, m_wait,
                                      std::max(left, std::chrono::milliseconds(0)));
        if (run.worked())
            return {};
        if (m_wait.cancelled())
            return Error{ErrorCode::Closed, QStringLiteral("It was cancelled."), {}};
        if (!run.started)
            return Error{ErrorCode::Failed, QStringLiteral("%1 cannot be started (%2).").arg(what, program), {}};
        if (!run.inTime)
            return Error{ErrorCode::TimedOut, QStringLiteral("%1 did not come to an end in time.").arg(what),
                         run.output};
        const QString said =
            run.crashed ? QStringLiteral("it was killed by signal %1.").arg(run.exitCode) : lastLineOf(run.output);
        return Error{ErrorCode::Failed,
                     QStringLiteral("%1 failed: %2")
                         .arg(what, said.isEmpty() ? QStringLiteral("it said nothing.") : said.left(300)),
                     run.output};
    }

    /// Python 3 has venv, if its distribution did not take it out; Python 2 needs virtualenv, its own or another's.
    Result<void> make(const QString& folder, const QString& python)
    {
        const QString m = QStringLiteral("-m");
        const QString clear = QStringLiteral("--clear");
        Result<void> made = call(python, {m, QStringLiteral("venv"), clear, folder}, QStringLiteral("python -m venv"));
        if (mayTryAnother(made))
            made = tellingOne(made, call(python, {m, QStringLiteral("virtualenv"), clear, folder},
                                         QStringLiteral("python -m virtualenv")));
        if (mayTryAnother(made) && !QStandardPaths::findExecutable(QStringLiteral("virtualenv")).isEmpty())
            made = tellingOne(made, call(QStringLiteral("virtualenv"), {clear, QStringLiteral("-p"), python, folder},
                                         QStringLiteral("virtualenv")));
        return made;
    }

private:
    static bool mayTryAnother(const Result<void>& made) { return !made && made.error().code == ErrorCode::Failed; }

    /// That a module is not there says less than what one that is there said.
    static Result<void> tellingOne(const Result<void>& before, const Result<void>& now)
    {
        const auto isNotThere = [](const Error& error) {
            return error.sentence.contains(QStringLiteral("No module named"));
        };
        const bool keep = mayTryAnother(now) && isNotThere(now.error()) && !isNotThere(before.error());
        return keep ? before : now;
    }

    const Wait& m_wait;
    const Monotonic m_end;
};

} // namespace

Result<Virtualenv> prepareVirtualenv(const QString& folder, const QString& python, const QStringList& requirements,
                                     const Wait& wait, std::chrono::milliseconds limit)
{
    const auto begun = MonotonicClock::now();
    const auto took = [&] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(MonotonicClock::now() - begun);
    };
    const QByteArray wanted = markOf(python, requirements);
    if (isReady(folder, wanted))
        return Virtualenv{pythonIn(folder), true, took()};
    QDir().mkpath(QFileInfo(folder).path());
    QFile::remove(folder + u'/' + mark); // until it is ready again
    Maker maker(wait, limit);
    if (const auto made = maker.make(folder, python); !made)
        return made.error();
    const QStringList pip = {QStringLiteral("-m"), QStringLiteral("pip"), QStringLiteral("install")};
    if (!requirements.isEmpty()) {
        if (const auto installed = maker.call(pythonIn(folder), pip + requirements, QStringLiteral("pip install"));
            !installed)
            return installed.error();
    }
    QFile file(folder + u'/' + mark);
    if (file.open(QIODevice::WriteOnly))
        file.write(wanted); // when it cannot be written, it is made anew the next time
    return Virtualenv{pythonIn(folder), false, took()};
}

} // namespace windsock::matrix
