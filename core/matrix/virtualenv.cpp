// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/virtualenv.h"

#include "core/base/clock.h"
#include "core/matrix/childrun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace windsock::matrix {

namespace {

const QString mark = QStringLiteral("windsock-requirements.txt"); // written last: what is installed

QString pythonIn(const QString& folder)
{
    return folder + QStringLiteral("/bin/python");
}

QByteArray contentOf(const QStringList& requirements)
{
    return requirements.join(u'\n').toUtf8() + '\n';
}

bool isReady(const QString& folder, const QStringList& requirements)
{
    QFile file(folder + u'/' + mark);
    return QFileInfo(pythonIn(folder)).isExecutable() && file.open(QIODevice::ReadOnly) &&
           file.readAll() == contentOf(requirements);
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
        if (run.started && !run.inTime)
            return Error{ErrorCode::TimedOut, QStringLiteral("%1 did not come to an end in time.").arg(what),
                         run.output};
        const QString said = lastLineOf(run.output);
        return Error{ErrorCode::Failed,
                     QStringLiteral("%1 failed: %2")
                         .arg(what, said.isEmpty() ? QStringLiteral("it said nothing.") : said.left(300)),
                     run.output};
    }

    /// Python 3 has venv, if its distribution did not take it out; Python 2 needs virtualenv, its own or another's.
    Result<void> make(const QString& folder, const QString& python)
    {
        const QString m = QStringLiteral("-m");
        Result<void> made = call(python, {m, QStringLiteral("venv"), QStringLiteral("--clear"), folder},
                                 QStringLiteral("python -m venv"));
        if (!made && !m_wait.cancelled())
            made = call(python, {m, QStringLiteral("virtualenv"), folder}, QStringLiteral("python -m virtualenv"));
        if (!made && !m_wait.cancelled() && !QStandardPaths::findExecutable(QStringLiteral("virtualenv")).isEmpty())
            made = call(QStringLiteral("virtualenv"), {QStringLiteral("-p"), python, folder},
                        QStringLiteral("virtualenv"));
        return made;
    }

private:
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
    if (isReady(folder, requirements))
        return Virtualenv{pythonIn(folder), true, took()};
    QDir().mkpath(QFileInfo(folder).path());
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
        file.write(contentOf(requirements)); // when it cannot be written, it is made anew the next time
    return Virtualenv{pythonIn(folder), false, took()};
}

} // namespace windsock::matrix
