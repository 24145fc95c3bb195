// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/interpreterprobe.h"

#include "core/backend/childprocess.h"

#include <signal.h>
#include <unistd.h>

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <memory>

namespace windsock::matrix {

namespace {

constexpr std::size_t atOnce = 8;
constexpr qint64 mostOutput = 64 * 1024; // who says more is no Python, or its site goes mad

constexpr int lastLook = 20; // ms

/// For every Python there is, and with nothing imported that the folder it runs in could shadow.
const char* const question =
    "import sys\n"
    "java = sys.platform.startswith('java')\n"
    "name = 'PyPy' if hasattr(sys, 'pypy_version_info') else 'Jython' if java else 'CPython'\n"
    "if hasattr(sys, 'implementation') and sys.implementation.name not in ('cpython', 'pypy'):\n"
    "    name = sys.implementation.name\n"
    "base = getattr(sys, 'base_prefix', getattr(sys, 'real_prefix', sys.prefix))\n"
    "base = getattr(sys, 'real_prefix', base)\n"
    "print('\\t'.join(['WINDSOCK-PYTHON', '%d.%d.%d' % tuple(sys.version_info[:3]), name, sys.executable or '',\n"
    "                 sys.prefix, base]))\n";

Error because(const QString& reason)
{
    return {ErrorCode::Failed, reason, {}};
}

/// One line for people: the first says what is the matter, but of a traceback the last does.
QString tellingLine(const QByteArray& output)
{
    const QString all = QString::fromUtf8(output.left(16 * 1024)).trimmed();
    const int which = all.contains(QStringLiteral("Traceback (most recent")) ? -1 : 0;
    QString line = all.section(u'\n', which, which);
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\t'; });
    return line.simplified().left(200);
}

PythonVersion versionOf(const QString& text)
{
    const QStringList parts = text.split(u'.');
    return {parts.value(0).toInt(), parts.value(1).toInt(), parts.value(2).toInt()};
}

/// What pyenv puts on PATH leads to one version today and to another tomorrow: the one it led to is what was asked.
QString pathToRun(const InterpreterCandidate& candidate, const QString& executable)
{
    const bool shim = candidate.path.section(u'/', -2, -2) == QStringLiteral("shims");
    return shim && QFileInfo(executable).isAbsolute() && QFileInfo(executable).isExecutable() ? executable
                                                                                              : candidate.path;
}

Result<Interpreter> read(const InterpreterCandidate& candidate, const QByteArray& output)
{
    static const QRegularExpression shape(QStringLiteral("^WINDSOCK-PYTHON\\t([0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4})\\t("
                                                         "[^\\t]+)\\t([^\\t]*)\\t([^\\t]*)\\t([^\\t\\r\\n]*)\\r?$"),
                                          QRegularExpression::MultilineOption);
    const auto match = shape.match(QString::fromUtf8(output));
    if (!match.hasMatch())
        return because(output.trimmed().isEmpty()
                           ? QStringLiteral("it said nothing when it was asked for its version")
                           : QStringLiteral("it did not answer as a Python: \"%1\"").arg(tellingLine(output)));
    Interpreter interpreter;
    interpreter.path = pathToRun(candidate, match.captured(3));
    interpreter.version = versionOf(match.captured(1));
    interpreter.implementation = match.captured(2).left(40).toStdString();
    interpreter.found = candidate.found;
    interpreter.prefix = match.captured(4);
    interpreter.isVirtualenv = match.captured(4) != match.captured(5);
    return interpreter;
}

/// One process that is asked.
class Probe
{
public:
    Probe(const InterpreterCandidate& candidate, const QProcessEnvironment& environment, const QString& folder,
          std::chrono::milliseconds limit)
        : m_candidate(candidate)
        , m_limit(limit)
        , m_deadline(limit)
    {
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(folder);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setChildProcessModifier([] {
            ::setpgid(0, 0); // a shim's children go with it
            backend::prepareChild();
        });
        m_process.start(candidate.path, {QStringLiteral("-c"), QString::fromLatin1(question)});
    }

    Result<Interpreter> wait()
    {
        while (m_process.state() != QProcess::NotRunning && !m_deadline.hasExpired() &&
               m_process.bytesAvailable() <= mostOutput) {
            if (!m_process.waitForReadyRead(remaining()))
                m_process.waitForFinished(remaining()); // its output is closed, or it has ended
        }
        // Its time may have passed while another was waited for, and its answer lies there.
        if (m_process.bytesAvailable() <= mostOutput)
            m_process.waitForFinished(lastLook);
        const bool ended = m_process.state() == QProcess::NotRunning;
        if (!ended)
            kill();
        return ended ? outcome() : because(unfinished());
    }

private:
    int remaining() const { return std::max(0, static_cast<int>(m_deadline.remainingTime())); }

    void kill()
    {
        ::kill(static_cast<pid_t>(-m_process.processId()), SIGKILL);
        m_process.kill();
        m_process.waitForFinished();
    }

    QString unfinished() const
    {
        if (m_process.bytesAvailable() > mostOutput)
            return QStringLiteral("it said far too much when it was asked for its version");
        const double seconds = std::chrono::duration<double>(m_limit).count();
        return QStringLiteral("it did not answer within %1 s").arg(seconds);
    }

    Result<Interpreter> outcome()
    {
        if (m_process.error() == QProcess::FailedToStart)
            return because(m_process.errorString());
        const QByteArray output = m_process.read(mostOutput);
        if (m_process.exitStatus() != QProcess::NormalExit)
            return because(QStringLiteral("it crashed"));
        if (m_process.exitCode() == 0)
            return read(m_candidate, output);
        const QString said = tellingLine(output);
        return because(said.isEmpty() ? QStringLiteral("it ended with code %1").arg(m_process.exitCode())
                                      : QStringLiteral("it said \"%1\"").arg(said));
    }

    const InterpreterCandidate m_candidate;
    const std::chrono::milliseconds m_limit;
    const QDeadlineTimer m_deadline;
    QProcess m_process;
};

/// Ours, without what would make a Python look for its library elsewhere.
QProcessEnvironment environmentFor(QProcessEnvironment environment)
{
    for (const char* name : {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("PYTHONIOENCODING"), QStringLiteral("utf-8:backslashreplace"));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    return environment;
}

} // namespace

std::string PythonVersion::toString() const
{
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(micro);
}

std::vector<Result<Interpreter>> probe(const std::vector<InterpreterCandidate>& candidates, const SearchPlaces& places,
                                       std::chrono::milliseconds limit)
{
    const QProcessEnvironment environment = environmentFor(places.environment);
    const QString folder = QFileInfo(places.folder).isDir() ? places.folder : QStringLiteral("/");
    std::vector<Result<Interpreter>> answers;
    for (std::size_t begin = 0; begin < candidates.size(); begin += atOnce) {
        std::vector<std::unique_ptr<Probe>> running;
        for (std::size_t i = begin; i < std::min(begin + atOnce, candidates.size()); ++i)
            running.push_back(std::make_unique<Probe>(candidates[i], environment, folder, limit));
        for (const auto& one : running)
            answers.push_back(one->wait());
    }
    return answers;
}

} // namespace windsock::matrix
