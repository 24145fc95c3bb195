// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of "Would Tornado have blocked?": the loaded echoes' round trips by percentile, a curve an arrangement,
// and the answer. GUI thread of a QApplication, which may run on the offscreen platform; owns nothing.
#pragma once

#include "core/bench/blockingreport.h"
#include "ui/bench/picture.h"

namespace windsock::ui {

/// "Would Tornado have blocked?", and of what, when that is known: "… · mysite · Python 3.11.2 · Django 3.2.19".
QString blockingTitle(const QString& subject = {});
/// Under a picture or in it: the answer, then the circumstances.
QStringList blockingNotes(const bench::BlockingResults& results);
/// In order, each a colour of its own; lost echoes are drawn as late as they were waited for.
DrawnCurves blockingCurves(const bench::BlockingResults& results, bench::CurveForm form);

/// Errors as writePicture() has them.
Result<void> writeBlockingPicture(const bench::BlockingResults& results, const QString& subject, const QString& file);

} // namespace windsock::ui
