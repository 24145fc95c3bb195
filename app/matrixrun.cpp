// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/matrixrun.h"

#include "app/commandline.h"
#include "app/runtimesite.h"
#include "core/matrix/reporttext.h"

#include <unistd.h>

#include <cstdio>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds lookEvery{50};

QString wordOf(matrix::Phase phase)
{
    using matrix::Phase;
    switch (phase) {
    case Phase::Preparing:
        return QStringLiteral("preparing");
    case Phase::Starting:
        return QStringLiteral("starting");
    case Phase::WebSocket:
        return QStringLiteral("WebSocket");
    case Phase::Pages:
        return QStringLiteral("pages");
    case Phase::Benchmark:
        return QStringLiteral("benchmark");
    default:
        return QStringLiteral("waiting");
    }
}

/// In columns: names are as wide as the widest of the usual ones.
QString columnsOf(const matrix::EnvironmentResult& result)
{
    const QString python =
        result.pythonFound.isEmpty() ? result.python : QStringLiteral("Python ") + result.pythonFound;
    return QStringLiteral("%1 %2 %3 WebSocket %4  Django %5  %6")
        .arg(matrix::oneLine(result.name, 60).leftJustified(18), matrix::oneLine(python, 60).leftJustified(14),
             matrix::oneLine(result.framework, 60).leftJustified(10),
             matrix::toText(result.webSocket).leftJustified(11), matrix::toText(result.django).leftJustified(11),
             matrix::toText(matrix::overall(result)));
}

/// Why not all is yes, and the program's own last words; each once, and as lines that drive no terminal.
QStringList reasonsOf(const matrix::EnvironmentResult& result)
{
    QStringList reasons;
    const auto add = [&reasons](const QString& text) {
        const QString line = matrix::oneLine(text);
        if (!line.isEmpty() && !reasons.join(u'\n').contains(line))
            reasons += line;
    };
    add(result.why);
    add(matrix::lastLineOf(result.evidence));
    if (result.webSocket == matrix::Verdict::No && !result.why.contains(result.conversation.why))
        add(QStringLiteral("WebSocket: ") + result.conversation.why);
    return reasons;
}

} // namespace

MatrixRun::MatrixRun(std::vector<matrix::EnvironmentSpec> specs, const matrix::RunOptions& options, int jobs,
                     bool quiet)
    : m_runner(std::move(specs), options, makeRuntimeSite, jobs)
    , m_told(m_runner.states().size())
    , m_quiet(quiet)
    , m_terminal(::isatty(STDERR_FILENO) == 1)
{
    connect(&m_timer, &QTimer::timeout, this, &MatrixRun::look);
}

void MatrixRun::start()
{
    m_runner.start();
    m_timer.start(lookEvery);
}

void MatrixRun::interrupt()
{
    if (m_interrupted)
        Q_EMIT finished();
    m_interrupted = true;
    m_runner.cancel();
}

void MatrixRun::look()
{
    const bool over = m_runner.finished(); // asked first: all states are there then
    const std::uint64_t version = m_runner.version();
    if (version == m_seen && !over)
        return;
    m_seen = version;
    const auto states = m_runner.states();
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i].phase != matrix::Phase::Done || m_told[i])
            continue;
        m_told[i] = true;
        tell(states[i].result);
    }
    if (m_terminal && !over)
        tellProgress(states);
    if (!over)
        return;
    m_timer.stop();
    Q_EMIT finished();
}

void MatrixRun::tell(const matrix::EnvironmentResult& result)
{
    if (std::exchange(m_progressShown, false))
        std::fputs("\r\033[K", stderr);
    if (m_quiet)
        return;
    say(columnsOf(result));
    for (const QString& reason : reasonsOf(result))
        say(QStringLiteral("    ") + reason);
}

void MatrixRun::tellProgress(const std::vector<matrix::EnvironmentState>& states)
{
    QStringList running;
    std::size_t done = 0;
    for (const matrix::EnvironmentState& state : states) {
        done += state.phase == matrix::Phase::Done ? 1 : 0;
        if (state.phase != matrix::Phase::Done && state.phase != matrix::Phase::Waiting)
            running += matrix::oneLine(state.result.name, 60) + QStringLiteral(": ") + wordOf(state.phase);
    }
    const QString line =
        QStringLiteral("%1 of %2 · %3").arg(done).arg(states.size()).arg(running.join(QStringLiteral(", ")));
    std::fprintf(stderr, "\r\033[K%s", line.left(100).toUtf8().constData());
    m_progressShown = true;
}

std::vector<matrix::EnvironmentResult> MatrixRun::results() const
{
    std::vector<matrix::EnvironmentResult> results;
    for (const matrix::EnvironmentState& state : m_runner.states()) {
        if (state.phase == matrix::Phase::Done)
            results.push_back(state.result);
    }
    return results;
}

} // namespace windsock::app
