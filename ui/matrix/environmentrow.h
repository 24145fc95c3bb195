// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// EnvironmentRow: an environment of the matrix with what is known of it, and how that is put into words. A plain value
// and pure functions; any thread.
#pragma once

#include "core/matrix/runner.h"

#include <QString>

#include <optional>

namespace windsock::ui {

struct EnvironmentRow
{
    matrix::EnvironmentSpec spec;
    bool tried = false; ///< or about to be; its phase counts then
    matrix::Phase phase = matrix::Phase::Waiting;
    matrix::EnvironmentResult result;
};

bool isDone(const EnvironmentRow& row);
bool isRunning(const EnvironmentRow& row);
/// Nothing while it is not known.
std::optional<matrix::Verdict> webSocketVerdict(const EnvironmentRow& row);
std::optional<matrix::Verdict> djangoVerdict(const EnvironmentRow& row);
std::optional<matrix::Verdict> overallVerdict(const EnvironmentRow& row);

QString pythonText(const matrix::EnvironmentResult& result);    ///< "Python 2.7.18", "Python 3.2" when there is none
QString frameworkText(const matrix::EnvironmentResult& result); ///< "Django 3.2.19"; as asked for when another is there
QString webSocketText(const EnvironmentRow& row);               ///< "✓ Yes", "running…"
QString djangoText(const EnvironmentRow& row);
QString overallText(const EnvironmentRow& row); ///< "running: pages…", "waiting", "not tried" too
/// Requests of /polls/ per second; nothing when they were not measured to the end.
std::optional<double> pollsPerSecond(const matrix::EnvironmentResult& result);

} // namespace windsock::ui
