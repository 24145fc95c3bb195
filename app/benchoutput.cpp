// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchoutput.h"

#include "app/commandline.h"
#include "core/bench/abreport.h"
#include "core/bench/ancestorfiles.h"
#include "core/bench/arrivalcsv.h"
#include "core/bench/gnuplotfile.h"
#include "core/bench/hgrm.h"
#include "core/bench/honesty.h"
#include "core/bench/runstore.h"
#include "core/bench/wholefile.h"
#include "ui/bench/picture.h"

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

Result<void> writeAll(const QString& file, const bench::Runs& runs, const QString& title)
{
    if (file.isEmpty() || runs.empty())
        return {};
    return bench::writeFile(file, bench::toJson({{}, title.toStdString(), runs}).toStdString());
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

Result<void> writeBenchFiles(const BenchFiles& files, const bench::Runs& runs, const QString& title)
{
    const QString called = title.isEmpty() ? bench::titleOf(runs) : title;
    const auto hgrm = [](const bench::Run& run) { return bench::toHgrm(run.latency); };
    for (auto& written :
         {writeEach(files.gnuplot, runs, bench::toGnuplot), writeEach(files.csv, runs, bench::toArrivalCsv),
          writeEach(files.hgrm, runs, hgrm), writeAll(files.json, runs, called)}) {
        if (!written)
            return written;
    }
    if (files.png.isEmpty() || runs.empty())
        return {};
    ui::PictureOptions picture;
    picture.title = called;
    return ui::writePicture(picture, runs, files.png);
}

} // namespace windsock::app
