// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/environmentrow.h"

#include <QCoreApplication>

namespace windsock::ui {

using matrix::Phase;
using matrix::Verdict;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("windsock::ui::EnvironmentRow", text);
}

QString wordOf(Phase phase)
{
    switch (phase) {
    case Phase::Preparing:
        return tr("preparing");
    case Phase::Starting:
        return tr("starting");
    case Phase::WebSocket:
        return tr("WebSocket");
    case Phase::Pages:
        return tr("pages");
    default:
        return tr("benchmark");
    }
}

QString textOf(std::optional<Verdict> verdict, bool isBeingTried)
{
    if (verdict)
        return matrix::toText(*verdict);
    return isBeingTried ? tr("running…") : QString();
}

} // namespace

bool isDone(const EnvironmentRow& row)
{
    return row.tried && row.phase == Phase::Done;
}

bool isRunning(const EnvironmentRow& row)
{
    return row.tried && row.phase != Phase::Waiting && row.phase != Phase::Done;
}

std::optional<Verdict> webSocketVerdict(const EnvironmentRow& row)
{
    return row.tried && row.phase > Phase::WebSocket ? std::optional(row.result.webSocket) : std::nullopt;
}

/// A Django that cannot be imported is known before its pages could be asked for.
std::optional<Verdict> djangoVerdict(const EnvironmentRow& row)
{
    const bool early = isRunning(row) && row.result.django == Verdict::No;
    return row.tried && (early || row.phase > Phase::Pages) ? std::optional(row.result.django) : std::nullopt;
}

std::optional<Verdict> overallVerdict(const EnvironmentRow& row)
{
    return isDone(row) ? std::optional(matrix::overall(row.result)) : std::nullopt;
}

QString pythonText(const matrix::EnvironmentResult& result)
{
    if (result.pythonFound.isEmpty())
        return result.python;
    const QString name = result.python.section(u' ', 0, 0);
    const bool known = name == QStringLiteral("PyPy") || name == QStringLiteral("Jython");
    return (known ? name : QStringLiteral("Python")) + u' ' + result.pythonFound;
}

QString frameworkText(const matrix::EnvironmentResult& result)
{
    const QString version = result.framework.section(u' ', 1);
    const bool isAskedFor = version.isEmpty() || !version.front().isDigit() || result.frameworkFound == version ||
                            result.frameworkFound.startsWith(version + u'.');
    return result.frameworkFound.isEmpty() || !isAskedFor ? result.framework
                                                          : QStringLiteral("Django ") + result.frameworkFound;
}

QString webSocketText(const EnvironmentRow& row)
{
    return textOf(webSocketVerdict(row), row.tried && row.phase == Phase::WebSocket);
}

QString djangoText(const EnvironmentRow& row)
{
    return textOf(djangoVerdict(row), row.tried && row.phase == Phase::Pages);
}

QString overallText(const EnvironmentRow& row)
{
    if (!row.tried)
        return tr("not tried");
    if (row.phase == Phase::Waiting)
        return tr("waiting");
    if (const auto verdict = overallVerdict(row))
        return matrix::toText(*verdict);
    return tr("running: %1…").arg(wordOf(row.phase));
}

std::optional<double> pollsPerSecond(const matrix::EnvironmentResult& result)
{
    const bench::RunGroup group{{}, {}, result.benchmark};
    for (const bench::RepeatedRun& page : bench::repeatedRuns(group)) {
        if (bench::pageOf(page.name).starts_with("/polls") && !page.typical()->stopped)
            return bench::perSecond(*page.typical());
    }
    return std::nullopt;
}

} // namespace windsock::ui
