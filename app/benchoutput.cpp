// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchoutput.h"

#include "app/commandline.h"
#include "core/bench/abreport.h"
#include "core/bench/gnuplotfile.h"
#include "core/bench/honesty.h"
#include "core/bench/wholefile.h"

#include <QFileInfo>

#include <functional>

namespace windsock::app {

namespace {

/// A mark before each remark: what colour is in the window.
QString markOf(bench::Level level)
{
    switch (level) {
    case bench::Level::Good:
        return QStringLiteral("✓ ");
    case bench::Level::Warning:
        return QStringLiteral("! ");
    case bench::Level::Failed:
        return QStringLiteral("✗ ");
    default:
        return QStringLiteral("  ");
    }
}

QString numbered(const QString& file, std::size_t index, std::size_t count)
{
    if (count < 2)
        return file;
    const QFileInfo info(file);
    const QString suffix = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    return file.chopped(suffix.size()) + QStringLiteral("-%1").arg(index + 1) + suffix;
}

using Format = std::function<std::string(const bench::Run&)>;

Result<void> writeEach(const QString& file, const bench::Runs& runs, const Format& format)
{
    Result<void> result;
    for (std::size_t i = 0; i < runs.size() && !file.isEmpty(); ++i) {
        auto written = bench::writeFile(numbered(file, i, runs.size()), format(*runs[i]));
        if (!written && result)
            result = std::move(written);
    }
    return result;
}

} // namespace

void printReport(const bench::Run& run)
{
    if (!run.error.empty()) {
        fail({ErrorCode::Failed, QString::fromStdString(run.error), {}}, ExitCode::Failed);
        return;
    }
    QString text = QString::fromStdString(bench::abReport(run)) + u'\n';
    for (const bench::Remark& remark : bench::remarksOf(run))
        text += markOf(remark.level) + remark.text + u'\n';
    say(text);
}

Result<void> writeBenchFiles(const BenchFiles& files, const bench::Runs& runs, const QString&)
{
    return writeEach(files.gnuplot, runs, bench::toGnuplot);
}

} // namespace windsock::app
