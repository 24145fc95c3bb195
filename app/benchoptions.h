// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchOptions: what `windsock bench` was told. Main thread.
#pragma once

#include "core/base/result.h"
#include "core/bench/plan.h"

#include <QString>
#include <QStringList>

#include <vector>

class QCommandLineParser;

namespace windsock::app {

struct BenchFiles
{
    QString gnuplot;
    QString csv;
    QString hgrm;
    QString json;
    QString png;
};

struct BenchOptions
{
    std::vector<bench::Plan> plans;
    QStringList read; ///< ab -g files to draw instead
    QString title;    ///< of the picture; empty: made from what was run
    BenchFiles files;
};

void addBenchOptions(QCommandLineParser& parser);
/// Errors name the option and what to do.
Result<BenchOptions> readBenchOptions(const QCommandLineParser& parser);

} // namespace windsock::app
