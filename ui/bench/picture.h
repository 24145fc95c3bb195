// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmark's picture, drawn to a PNG or SVG without a window. GUI thread of a QApplication, which may run on the
// offscreen platform; owns nothing that outlives a call.
#pragma once

#include "core/base/result.h"
#include "ui/bench/curvechart.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace windsock::ui {

using DrawnCurves = std::vector<DrawnCurve>;
using BenchRuns = std::vector<std::shared_ptr<const bench::Run>>;

struct PictureOptions
{
    QSize size{1280, 800}; ///< px; from 320 × 240 to 8,000 × 8,000
    bool dark = false;
    QString title; ///< empty: bench::titleOf()
    bench::CurveForm form = bench::CurveForm::Sorted;
    CurveChart::Scale scale = CurveChart::Scale::Linear;
    QStringList notes{}; ///< under the title
    CurveChart::Subject subject = CurveChart::Subject::Requests;
};

/// Whether a file of this name can be written: .png or .svg.
bool isPicture(const QString& file);

/// Letters grow with the picture.
QImage drawPicture(const PictureOptions& options, const BenchRuns& runs);
/// The same as lines and letters.
QByteArray drawSvg(const PictureOptions& options, const BenchRuns& runs);

/// By the file's ending. Error: Invalid (another ending, no run, the size), NotFound, PermissionDenied, Failed.
Result<void> writePicture(const PictureOptions& options, const BenchRuns& runs, const QString& file);
/// Of curves, which are in the form of the options; the title is theirs.
Result<void> writeCurves(const PictureOptions& options, const DrawnCurves& curves, const QString& file);

} // namespace windsock::ui
